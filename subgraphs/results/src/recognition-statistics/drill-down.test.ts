import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createOrderingClient, hiv, taken, wbc } from '../testing/ordering.client';
import { aQualityRecord } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const period = { start: '2026-03-01', end: '2026-03-31' };
const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');
const xilingDoctor = aViewer('CLINICIAN', 'township-xiling');
const patients = Array.from({ length: 12 }, (_, number) => `p${number}`);

interface Listed {
  readonly nodes: readonly { readonly id: string; readonly [field: string]: unknown }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothDatabases('the rows behind a number', (kind) => {
  let results: ResultsHarness;
  const { check, decide, postLab } = createOrderingClient(() => results);

  const decisions = async (viewer: Viewer, more: object = {}) => {
    const query = `query ($period: PeriodInput!, $filter: RecognitionFilterInput, $choice: RecognitionChoice, $reason: RepeatReason, $first: Int, $after: String) {
      page: recognitionDecisions(period: $period, filter: $filter, choice: $choice, reason: $reason, first: $first, after: $after) {
        nodes { id choice reason note patient { id } item { code } institution { id } source { id } physicianId decidedBy day costAvoided }
        pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await results.run(viewer, query, { period, ...more });
    return { page: data?.page as Listed | null, errors };
  };
  const offers = async (viewer: Viewer, more: object = {}) => {
    const query = `query ($period: PeriodInput!, $filter: RecognitionFilterInput, $first: Int, $after: String) {
      page: undecidedOffers(period: $period, filter: $filter, first: $first, after: $after) {
        nodes { id item { code } institution { id } source { id } physicianId physicianName day }
        pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await results.run(viewer, query, { period, ...more });
    return { page: data?.page as Listed | null, errors };
  };
  const allPages = async (list: typeof decisions | typeof offers, more: object = {}) => {
    const found: string[] = [];
    for (let after: string | null = null, goesOn = true; goesOn; ) {
      const { page }: { page: Listed | null } = await list(lead, { first: 5, after, ...more });
      found.push(...(page?.nodes ?? []).map(({ id }) => id));
      [after, goesOn] = [page?.pageInfo.endCursor ?? null, page?.pageInfo.hasNextPage ?? false];
    }
    return found;
  };

  beforeAll(async () => {
    results = await startResults(kind);
    await results.database.transaction((manager) => manager.save(aQualityRecord()));
    for (const [number, patientId] of patients.entries()) {
      results.county.access.set(patientId, {});
      const observationId = await postLab(patientId, { ...taken(2), observations: [wbc('5.6')] });
      const viewer = number % 3 ? clinician : xilingDoctor;
      const common = { patientId, itemCode: '6690-2', note: '张三要求' };
      const decision =
        number % 2
          ? { choice: 'RECOGNIZED', observationId }
          : { choice: 'REPEATED', reason: number % 4 ? 'EMERGENCY' : 'FAST_CHANGING' };
      results.clock.now = new Date(`2026-03-0${4 + (number % 3)}T10:00:00+08:00`);
      const { errors } = await decide({ ...common, ...decision }, viewer);
      expect(errors).toBeUndefined();
      if (number < 7) await check(patientId, ['6690-2'], aViewer('CLINICIAN', 'township-dongpu'));
    }
    const hivId = await postLab('p1', { ...taken(2), observations: [hiv] });
    await decide({
      ...{ patientId: 'p1', itemCode: '56888-1', choice: 'RECOGNIZED', observationId: hivId },
    });
    await decide({
      ...{ patientId: 'p1', itemCode: 'CT-CHEST', choice: 'REPEATED', reason: 'EMERGENCY' },
    });
    await results.flushOffers();
  });
  afterAll(() => results.stop());

  it('name no patient and show no note', async () => {
    const { page } = await decisions(office);
    expect(page?.nodes.length).toBe(patients.length);
    for (const node of page?.nodes ?? []) expect(node).toMatchObject({ patient: null, note: null });
    expect(page?.nodes[0]).toMatchObject({
      ...{ item: { code: '6690-2' }, source: { id: 'township-dongpu' }, day: '2026-03-06' },
      ...{ institution: { id: 'county-hospital' }, decidedBy: clinician.name },
    });
  });

  it('are those that count, and none about sensitive items', async () => {
    const items = (await decisions(lead)).page?.nodes.map(({ item }) => JSON.stringify(item));
    expect([...new Set(items)]).toEqual(['{"code":"6690-2"}']);
  });

  it('come in pages without one lost or twice, over all institutions', async () => {
    const found = await allPages(decisions);
    expect(found).toHaveLength(patients.length);
    expect(new Set(found).size).toBe(patients.length);
    const open = await allPages(offers);
    expect(new Set(open).size).toBe(7);
    expect(open).toHaveLength(7);
  });

  it.each([
    [{ choice: 'RECOGNIZED' }, 6],
    [{ choice: 'REPEATED' }, 6],
    [{ choice: 'REPEATED', reason: 'EMERGENCY' }, 3],
    [{ filter: { institutionId: 'township-xiling' } }, 4],
    [{ filter: { physicianId: clinician.subject } }, 8],
    [{ period: { start: '2026-03-05', end: '2026-03-05' } }, 4],
    [{ filter: { itemCode: 'CT-CHEST' } }, 0],
  ])('are as many as the number says: %j', async (asked, count) => {
    expect((await decisions(lead, asked)).page?.nodes).toHaveLength(count);
  });

  it('are the open offers with whom they were shown to', async () => {
    const { page } = await offers(lead, { first: 1 });
    expect(page?.nodes).toMatchObject([
      {
        ...{ item: { code: '6690-2' }, institution: { id: 'township-dongpu' } },
        ...{ physicianName: 'A CLINICIAN of township-dongpu', day: '2026-03-06' },
      },
    ]);
  });

  it('are of her own institution for a member’s manager', async () => {
    const member = aViewer('QUALITY_MANAGER', 'township-xiling');
    expect((await decisions(member)).page?.nodes).toHaveLength(4);
    expect((await offers(member)).page?.nodes).toEqual([]);
    const filter = { institutionId: 'township-dongpu' };
    expect((await offers(member, { filter })).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it.each([
    ['a page too large', { first: 101 }, 'first'],
    ['a cursor that is none', { after: 'x' }, 'after'],
    ['a period that is none', { period: { start: '2026-03-02', end: '2026-03-01' } }, 'period'],
  ])('refuse %s', async (_what, more, field) => {
    for (const list of [decisions, offers])
      expect((await list(lead, more)).errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', field } },
      ]);
  });

  it('are not for who treats: the record shows what may be seen of a patient', async () => {
    for (const list of [decisions, offers])
      expect((await list(clinician)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
