import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { RecognitionOffer } from '../order-check/recognition-offer.entity';
import { RecognitionDecision } from '../recognition-decision/recognition-decision.entity';
import { costlySteps } from '../testing/query-plan';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const rows = 3000;
const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const institutions = ['county-hospital', 'township-dongpu', 'township-xiling', 'elsewhere'];

/** Decisions and offers of three hundred days. */
const rowsOf = () =>
  Array.from({ length: rows }, (_, number) => ({
    ...{ id: `row-${number}`, institutionId: institutions[number % 4] ?? '' },
    ...{ patientId: `patient-${number}`, itemCode: '6690-2', encounterId: '' },
    day: new Date(Date.parse('2025-06-01') + (number % 300) * 86_400_000)
      .toISOString()
      .slice(0, 10),
    ...{ choice: 'RECOGNIZED' as const, recognizable: true, costFen: 150, sensitive: false },
    ...{ physicianId: 'doctor', decidedBy: '一', decidedAt: new Date(), answered: false },
    ...{ physicianName: '一', offeredAt: new Date() },
  }));

describeOnBothDatabases('the numbers of a large county', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    await results.database.transaction(async (manager) => {
      await insertRows(manager, RecognitionDecision, rowsOf());
      await insertRows(manager, RecognitionOffer, rowsOf());
    });
    const tables = '`recognition_decision`, `recognition_offer`';
    await results.database.transaction((manager) =>
      manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`),
    );
  }, 60_000);
  afterAll(() => results.stop());

  const asked = 'period: { start: "2026-01-01", end: "2026-01-07" }';
  const run = async (query: string) => {
    const { data, errors } = await results.run(lead, `{ ${query} }`);
    expect(errors).toBeUndefined();
    return data;
  };
  /** Few groups of the rows found are put in order. */
  const costly = async (query: string) => {
    const plans = await costlySteps(results.database, () => run(query));
    return plans.filter(({ sql, steps }) => !sql.includes('GROUP BY') || steps.some(isWhole));
  };
  const isWhole = (step: string) => /^(SCAN|ALL)/.test(step);

  it.each([
    `recognitionStatistics(${asked}) { offered }`,
    `recognitionStatistics(${asked} by: [INSTITUTION, ITEM, MONTH]) { offered }`,
    `recognitionDecisions(${asked} first: 5) { nodes { id } }`,
    `recognitionDecisions(${asked} first: 5 filter: { institutionId: "township-dongpu" }) { nodes { id } }`,
    `undecidedOffers(${asked} first: 5) { nodes { id } }`,
  ])('go by index: %s', async (query) => {
    expect(await costly(query)).toEqual([]);
  });

  it('are refused where nobody could read so many', async () => {
    const query = `{ recognitionStatistics(period: { start: "2025-01-01", end: "2026-12-31" } by: [INSTITUTION]) { offered } }`;
    expect((await results.run(lead, query)).errors).toBeUndefined();
    const more = Array.from({ length: 5001 }, (_, number) => ({
      ...{ id: `many-${number}`, institutionId: 'county-hospital', patientId: `many-${number}` },
      ...{ itemCode: `X-${number}`, day: '2024-01-01', answered: false, sensitive: false },
      ...{ physicianId: 'doctor', physicianName: '一', offeredAt: new Date() },
    }));
    await results.database.transaction((manager) => insertRows(manager, RecognitionOffer, more));
    const wide = `{ recognitionStatistics(period: { start: "2024-01-01", end: "2024-01-01" } by: [ITEM]) { offered } }`;
    expect((await results.run(lead, wide)).errors).toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
  });
});
