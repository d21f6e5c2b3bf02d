import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holderOf } from '@lianyi/shared/auth/holder-of';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  FindingSeverity,
  type Prescription,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import { PrescriptionPresented } from '../prescription/prescription-presented.entity';
import { type Dispensary, openDispensary } from '../testing/dispensary';
import { aPrescription, aPrescriptionItem } from '../testing/pharmacy.factory';

const township = aViewer('PHARMACIST', 'township-dongpu');
const colleague = { ...township, subject: 'a colleague' };
const lead = aViewer('PHARMACIST', 'county-hospital');

const { APPROVED, ISSUED } = PrescriptionStatus;
const hour = (count: number) => new Date(Date.UTC(2026, 4, 31, count));
/** The clock stands at nine o'clock on 1 June: hour 25. */
const now = hour(25);
const at = (id: string, hours: number, overrides: Partial<Prescription> = {}) =>
  aPrescription({
    ...{ id, patientId: `of-${id}`, institutionId: 'township-dongpu', status: ISSUED },
    ...{ issuedAt: hour(hours), validUntil: hour(40), ...overrides },
  });
const warning = { code: 'SAME_GROUP', severity: FindingSeverity.WARNING, text: '同类' };
const given = (prescriptionId: string, viewer: Viewer, when = now) =>
  Object.assign(new PrescriptionPresented(), {
    ...{ prescriptionId, patientId: `of-${prescriptionId}`, holder: holderOf(viewer), at: when },
  });
const elsewhere = { institutionId: 'county-hospital' };
const rows = [
  at('b', 20, { findings: [warning, warning] }),
  at('a', 20),
  at('c', 22, { validUntil: now }),
  at('over', 10, { validUntil: new Date(now.getTime() - 1) }),
  at('approved', 10, { status: APPROVED }),
  at('given', 21, elsewhere),
  at('given to a colleague', 21, elsewhere),
  at('given and approved', 21, { ...elsewhere, status: APPROVED }),
  at('given and over', 21, { ...elsewhere, validUntil: hour(24) }),
  ...['given', 'given and approved', 'given and over', 'a'].map((id) => given(id, township)),
  given('given to a colleague', colleague),
  ...['a', 'b', 'c', 'given'].map((prescriptionId) => aPrescriptionItem({ prescriptionId })),
];

interface Listed {
  readonly count: number;
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describeOnBothDatabases('what a pharmacist is to check', (kind) => {
  let desk: Dispensary;
  beforeAll(async () => {
    desk = await openDispensary(kind, rows);
    desk.clock.now = now;
  });
  afterAll(() => desk?.stop());

  const fields = 'kind issuedAt validUntil warnings presented institution { id }';
  const list = async (viewer: Viewer, args = '', shown = fields, open = {}) => {
    const query = `{ list: prescriptionsToCheck${args} { count nodes { ${shown} } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await desk.harness.run(viewer, query, {}, open);
    const page = (data as { list?: Listed } | null | undefined)?.list;
    return { page, codes: errors?.map(({ extensions }) => extensions?.code) ?? [] };
  };
  const open = Object.fromEntries(['a', 'b', 'c', 'given'].map((id) => [`of-${id}`, {}]));
  const ids = async (viewer: Viewer, args = '') => {
    const { page } = await list(viewer, args, 'prescription { id }', open);
    return page?.nodes.map(({ prescription }) => (prescription as { id: string } | null)?.id);
  };

  it('is what waits at her institution and what she was handed, oldest first', async () => {
    expect(await ids(township)).toEqual(['a', 'b', 'given', 'c']);
    const { page } = await list(township);
    expect(page?.count).toBe(4);
    const own = { presented: false, institution: { id: 'township-dongpu' } };
    expect(page?.nodes).toMatchObject([
      { ...own, kind: 'ORDINARY', issuedAt: '2026-06-01T04:00:00+08:00', warnings: 0 },
      { ...own, warnings: 2, validUntil: '2026-06-02T00:00:00+08:00' },
      { presented: true, institution: { id: 'county-hospital' } },
      own,
    ]);
  });

  it('is hers: a colleague was handed others', async () => {
    expect((await list(colleague)).page?.nodes.map(({ presented }) => presented)).toEqual([
      ...[false, false, true, false],
    ]);
    expect((await list(lead)).page).toMatchObject({ count: 2 });
    expect((await list(aViewer('PHARMACIST', 'people-hospital'))).page).toMatchObject({
      ...{ count: 0, nodes: [] },
    });
  });

  it('names nobody, and opens no sheet that is closed to her', async () => {
    const whole = `${fields} prescription { number patient { id } }`;
    const { codes, page } = await list(colleague, '', whole, { 'of-a': {} });
    const shownOf = (id: string) => ({ number: `RX-${id}`, patient: { id: `of-${id}` } });
    expect(page?.nodes.map(({ prescription }) => prescription)).toEqual([
      ...[shownOf('a'), null, shownOf('given to a colleague'), null],
    ]);
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const closed = JSON.stringify((await list(colleague)).page);
    for (const { id, number } of rows.filter((row) => 'number' in row))
      for (const word of [`"${id}"`, number, `of-${id}`]) expect(closed).not.toContain(word);
  });

  it('comes in pages that hold each once', async () => {
    for (const first of [1, 2, 3, 4]) {
      const seen: (string | undefined)[] = [];
      for (let after = ''; ; ) {
        const args = `(first: ${first}${after})`;
        seen.push(...((await ids(township, args)) ?? []));
        const { page } = await list(township, args);
        expect(page?.count).toBe(4);
        if (!page?.pageInfo.hasNextPage) break;
        after = `, after: "${page.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(['a', 'b', 'given', 'c']);
    }
  });

  it.each(['(first: 0)', '(first: 101)', '(after: "none")'])('refuses %s', async (args) => {
    expect(await list(township, args)).toEqual({ page: null, codes: ['INVALID_INPUT'] });
  });

  it('is for pharmacists of a community', async () => {
    for (const viewer of [
      aViewer('PHARMACIST', 'city-hospital'),
      aViewer('CLINICIAN', 'township-dongpu'),
      aViewer('COMMUNITY_OFFICE', 'county-hospital'),
    ])
      expect(await list(viewer)).toEqual({ page: null, codes: ['FORBIDDEN'] });
  });

  it('asks as many statements for many as for one', async () => {
    const count = async (first: number) => {
      desk.harness.statements.length = 0;
      const shown = `${fields} prescription { id items { quantity } }`;
      await list(township, `(first: ${first})`, shown, open);
      return desk.harness.statements.length;
    };
    await count(1);
    expect(await count(4)).toBe(await count(1));
  });

  it('is shorter by what she checks', async () => {
    const { id } =
      (await desk.step(township, 'approvePrescription', 'c', undefined, open)).sheet ?? {};
    expect(id).toBe('c');
    expect(await ids(township)).toEqual(['a', 'b', 'given']);
    expect((await list(township)).page?.count).toBe(3);
  });
});
