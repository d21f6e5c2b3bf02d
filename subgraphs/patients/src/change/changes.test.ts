import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aReport,
  aRound,
  detail,
  feed,
  identifiedPlatform,
  pageOf,
  platform,
  readPage,
} from '../testing/feeding';
import { aRestriction, noon, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

describeOnBothDatabases('changes', (kind) => {
  let harness: PatientsHarness;
  const save = (...rows: object[]) =>
    harness.database.transaction((manager) => manager.save(rows)).then(() => undefined);
  const readings = async () =>
    (await harness.events()).filter(({ action }) => action === 'READ_CHANGES');

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      for (const id of ['patient-1', 'patient-2']) await savePatient(manager, { id });
    });
  });
  afterAll(() => harness?.stop());

  it('tell what happened, without whose record it is', async () => {
    await feed(harness, aReport('patient-1', 2), aRound('round-1'));
    const { nodes, pageInfo, latest } = await pageOf(harness);
    expect(nodes).toEqual([
      {
        ...{ cursor: expect.any(String), type: 'results.report.stored' },
        ...{ at: '2026-03-04T12:00:00+08:00', pseudonym: expect.stringMatching(/^[\w-]{22}$/) },
        ...{ otherPseudonym: null, patientId: null, otherPatientId: null },
        institution: { id: 'lab-center' },
        details: [
          { name: 'kind', value: 'LAB' },
          { name: 'reportId', value: 'of-patient-1' },
          { name: 'version', value: '2' },
          { name: 'inForce', value: 'true' },
        ],
      },
      expect.objectContaining({ type: 'results.quality-record.recorded', pseudonym: null }),
    ]);
    expect(pageInfo).toEqual({ hasNextPage: false, endCursor: nodes[1]?.cursor });
    expect(latest).toBe(nodes[1]?.cursor);
  });

  it('say with the scope identified whose it is, under the same pseudonym', async () => {
    await feed(harness, aReport('patient-1'), aReport('patient-2'));
    const hidden = await pageOf(harness);
    const shown = await pageOf(harness, {}, identifiedPlatform);
    expect(shown.nodes.map(({ patientId }) => patientId)).toEqual(['patient-1', 'patient-2']);
    const pseudonyms = ({ nodes }: typeof shown) => nodes.map(({ pseudonym }) => pseudonym);
    expect(pseudonyms(shown)).toEqual(pseudonyms(hidden));
    expect(new Set(pseudonyms(hidden)).size).toBe(2);
  });

  it('are shown to a regional platform alone', async () => {
    await feed(harness, aReport('patient-1'));
    for (const role of roles) {
      const { error } = await readPage(harness, {}, aViewer(role));
      const code = role === 'REGIONAL_PLATFORM' ? undefined : 'FORBIDDEN';
      expect([role, error?.extensions?.code]).toEqual([role, code]);
    }
  });

  it('leave out what is sensitive, and what does not say that it is not', async () => {
    const unsaid = aReport('patient-1', 2);
    Reflect.deleteProperty(unsaid.payload, 'sensitive');
    await feed(harness, aReport('patient-1', 1, true), unsaid, aReport('patient-1', 3));
    for (const viewer of [platform, identifiedPlatform]) {
      const { nodes } = await pageOf(harness, {}, viewer);
      expect(nodes.map((one) => detail(one, 'version'))).toEqual(['3']);
    }
  });

  it('leave out records that are closed to the platform’s institution, and those nobody has', async () => {
    await save(aRestriction({ patientId: 'patient-1', institutionId: 'city-hospital' }));
    await feed(harness, aReport('patient-1'), aReport('nobody'), aReport('patient-2'));
    const { nodes, pageInfo, latest } = await pageOf(harness);
    expect(nodes.map((one) => detail(one, 'reportId'))).toEqual(['of-patient-2']);
    expect(pageInfo.endCursor).toBe(latest);
    const elsewhere = await pageOf(harness, {}, aViewer('REGIONAL_PLATFORM', 'province-hospital'));
    expect(elsewhere.nodes).toHaveLength(2);
  });

  it('go on past what is left out, also where a page shows nothing', async () => {
    await save(aRestriction({ patientId: 'patient-1', institutionId: 'city-hospital' }));
    await feed(harness, aReport('patient-1', 1), aReport('patient-1', 2), aReport('patient-2'));
    const first = await pageOf(harness, { first: 2 });
    expect(first.nodes).toEqual([]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await pageOf(harness, { first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes).toHaveLength(1);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('are one access event for a page, and one for each patient where they are identified', async () => {
    await feed(harness, aReport('patient-1', 1), aReport('patient-1', 2), aReport('patient-2'));
    await pageOf(harness);
    expect(await readings()).toMatchObject([
      { patientId: '-', basis: 'PLATFORM_SCOPE', allowed: true, reason: '3 changes up to 3' },
    ]);
    await pageOf(harness, {}, identifiedPlatform);
    const [, ...identified] = await readings();
    expect(identified.map(({ patientId }) => patientId)).toEqual(['patient-1', 'patient-2']);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('are no access where nothing about anybody was told', async () => {
    await pageOf(harness);
    await feed(harness, aRound('round-1'));
    const { latest: after } = await pageOf(harness);
    await pageOf(harness, { after });
    expect(await readings()).toEqual([]);
  });

  it('are of the types asked for, and skip the others in bounded steps', async () => {
    const rounds = Array.from({ length: 1005 }, (_, index) => aRound(`round-${index}`));
    await feed(harness, ...rounds, aReport('patient-1'));
    const types = ['results.report.stored'];
    const first = await pageOf(harness, { types });
    expect(first).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    const second = await pageOf(harness, { types, after: first.pageInfo.endCursor });
    expect(second.nodes).toMatchObject([{ type: 'results.report.stored' }]);
  });

  it.each([
    ['types', { types: ['results.report.posted'] }],
    ['types', { types: [] }],
    ['after', { after: 'WzFd' }],
    ['first', { first: 101 }],
  ])('refuse by name %s that is none', async (field, asked) => {
    const { error } = await readPage(harness, asked);
    expect(error?.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('are empty, without a cursor, while nothing was ever told', async () => {
    const empty = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, latest: null };
    expect(await pageOf(harness)).toEqual(empty);
    harness.clock.now = noon;
  });
});
