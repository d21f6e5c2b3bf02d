import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createOrderingClient, hiv, taken, wbc } from '../testing/ordering.client';
import { aQualityRecord } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const numbers = `institution { id } department physicianId physicianName item { code } month
  offered recognized repeated undecided repeatedByReason { reason count } rate costAvoided`;
const march = { start: '2026-03-01', end: '2026-03-31' };
const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');
const member = aViewer('QUALITY_MANAGER', 'township-xiling');
const other = aViewer('FAMILY_DOCTOR', 'township-xiling', { practitionerId: 'practitioner-1' });

describeOnBothDatabases('recognition in numbers', (kind) => {
  let results: ResultsHarness;
  const { check, decide, postLab } = createOrderingClient(() => results);

  const statistics = async (viewer: Viewer, more: object = {}) => {
    const query = `query ($period: PeriodInput!, $byInstitution: Boolean, $by: [RecognitionGrouping!], $filter: RecognitionFilterInput) {
      rows: recognitionStatistics(period: $period, byInstitution: $byInstitution, by: $by, filter: $filter) { ${numbers} } }`;
    const { data, errors } = await results.run(viewer, query, { period: march, ...more });
    return { rows: data?.rows as Record<string, unknown>[] | null, errors };
  };

  beforeAll(async () => {
    results = await startResults(kind);
    const held = ['6690-2', '56888-1'].map((itemCode) =>
      aQualityRecord({ id: `quality-${itemCode}`, itemCode }),
    );
    await results.database.transaction((manager) => manager.save(held));
    const values = new Map<string, string>();
    for (const id of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']) {
      results.county.access.set(id, {});
      values.set(id, await postLab(id, { ...taken(2), observations: [wbc('5.6')] }));
    }
    results.county.access.set('none', {});
    const hivId = await postLab('p6', { ...taken(2), observations: [hiv] });
    const rely = (patientId: string, more: object = {}) => ({
      ...{ patientId, itemCode: '6690-2', choice: 'RECOGNIZED' },
      ...{ observationId: values.get(patientId), ...more },
    });
    const repeat = (patientId: string, reason: string, more: object = {}) => ({
      ...{ patientId, itemCode: '6690-2', choice: 'REPEATED', reason, ...more },
    });
    const done = async (input: object, viewer = clinician) =>
      expect((await decide(input, viewer)).errors).toBeUndefined();
    // Seen by all, decided by some: five offers at the lead hospital, one of them left open.
    for (const id of ['p1', 'p2', 'p3', 'p4']) await check(id, ['6690-2'], clinician, '内科');
    await done(rely('p1', { department: '内科' }));
    await done(rely('p2', { department: '外科' }));
    await done(repeat('p3', 'EMERGENCY', { department: '内科' }));
    await done(rely('p5', { itemCode: 'PANEL-CBC' }));
    await done(rely('p6', { itemCode: '56888-1', observationId: hivId }));
    // Nothing was there to repeat: it is kept, and not counted.
    await done(repeat('none', 'FAST_CHANGING'));
    await done(repeat('p1', 'FAST_CHANGING'), other);
    await check('p2', ['6690-2'], other);
    results.clock.now = new Date('2026-03-31T23:59:59+08:00');
    await done(rely('p3'));
    results.clock.now = new Date('2026-04-01T00:00:00+08:00');
    await done(rely('p4'));
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    await results.flushOffers();
  });
  afterAll(() => results.stop());

  it('are of all an institution leads, in one row', async () => {
    const { rows, errors } = await statistics(lead);
    expect(errors).toBeUndefined();
    expect(rows).toEqual([
      {
        ...{ institution: null, department: null, physicianId: null, physicianName: null },
        ...{ item: null, month: null, offered: 9, recognized: 5, repeated: 2, undecided: 2 },
        repeatedByReason: [
          { reason: 'FAST_CHANGING', count: 1 },
          { reason: 'EMERGENCY', count: 1 },
        ],
        ...{ rate: 5 / 9, costAvoided: 1.5 * 3 + 22 + 40 },
      },
    ]);
  });

  it('are told apart by institution', async () => {
    const { rows } = await statistics(office, { byInstitution: true });
    expect(rows).toMatchObject([
      { institution: { id: 'county-hospital' }, offered: 7, recognized: 5, repeated: 1 },
      { institution: { id: 'township-xiling' }, offered: 2, recognized: 0, rate: 0 },
    ]);
  });

  it('are told apart by department, physician, item and month', async () => {
    const by = async (grouping: string, filter: object = {}) =>
      (await statistics(lead, { by: [grouping], filter })).rows;
    const own = { institutionId: 'county-hospital' };
    expect(await by('DEPARTMENT', own)).toMatchObject([
      { department: '内科', offered: 3, recognized: 1, repeated: 1, undecided: 1 },
      { department: '外科', offered: 1, recognized: 1, rate: 1 },
      { department: null, offered: 3, recognized: 3 },
    ]);
    expect(await by('PHYSICIAN')).toMatchObject([
      { physicianId: clinician.subject, physicianName: clinician.name, offered: 7 },
      { physicianId: 'practitioner-1', physicianName: other.name, repeated: 1, undecided: 1 },
    ]);
    expect(await by('ITEM')).toMatchObject([
      { item: { code: '6690-2' }, offered: 7, recognized: 3 },
      { item: { code: 'PANEL-CBC' }, offered: 1, costAvoided: 22 },
    ]);
    const period = { start: '2026-03-01', end: '2026-04-30' };
    expect((await statistics(lead, { period, by: ['MONTH'] })).rows).toMatchObject([
      { month: '2026-03', offered: 9 },
      { month: '2026-04', offered: 1, recognized: 1, rate: 1 },
    ]);
  });

  it('are told apart by several at once', async () => {
    const { rows } = await statistics(lead, { byInstitution: true, by: ['ITEM', 'INSTITUTION'] });
    expect(rows?.map(({ institution, item, offered }) => [institution, item, offered])).toEqual([
      [{ id: 'county-hospital' }, { code: '6690-2' }, 5],
      [{ id: 'county-hospital' }, { code: 'PANEL-CBC' }, 1],
      [{ id: 'township-xiling' }, { code: '6690-2' }, 2],
    ]);
  });

  it.each([
    [{ itemCode: 'PANEL-CBC' }, 1],
    [{ department: '内科' }, 3],
    [{ department: '' }, 5],
    [{ physicianId: 'practitioner-1' }, 2],
    [{ institutionId: 'township-xiling' }, 2],
    [{ ofOthers: true }, 9],
    [{ ofOthers: false }, 0],
    [{ itemCode: '56888-1' }, 0],
  ])('are narrowed by a filter: %j', async (filter, offered) => {
    expect((await statistics(lead, { filter })).rows).toMatchObject([{ offered }]);
  });

  it('have no rate where nothing was offered', async () => {
    const period = { start: '2025-03-01', end: '2025-03-31' };
    const none = { offered: 0, recognized: 0, rate: null, costAvoided: 0, repeatedByReason: [] };
    expect((await statistics(lead, { period })).rows).toMatchObject([none]);
    expect((await statistics(lead, { period, byInstitution: true })).rows).toEqual([]);
  });

  it('are of her own institution for a member’s manager', async () => {
    expect((await statistics(member)).rows).toMatchObject([{ offered: 2, repeated: 1 }]);
    const filter = { institutionId: 'county-hospital' };
    const refusals = [
      await statistics(member, { filter }),
      await statistics(lead, { filter: { institutionId: 'city-hospital' } }),
      await statistics(lead, { filter: { institutionId: 'no-such' } }),
    ];
    for (const { rows, errors } of refusals)
      expect([rows, errors?.[0]?.extensions?.code]).toEqual([null, 'FORBIDDEN']);
  });

  it.each([
    ['a period that ends before it starts', { period: { start: '2026-03-02', end: '2026-03-01' } }],
    ['a filter that no column holds', { filter: { physicianId: 'x'.repeat(201) } }],
  ])('refuse %s', async (_what, more) => {
    const { errors } = await statistics(lead, more);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });

  it('take two statements however they are told apart', async () => {
    await statistics(lead);
    results.statements.length = 0;
    await statistics(lead, { by: ['INSTITUTION', 'DEPARTMENT', 'PHYSICIAN', 'ITEM', 'MONTH'] });
    expect(results.statements).toHaveLength(2);
  });

  it.each(['CLINICIAN', 'ADMIN', 'AUDITOR'] as const)('are not for a %s', async (role) => {
    const { errors } = await statistics(aViewer(role));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
