import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { RecognitionDecision } from '../recognition-decision/recognition-decision.entity';
import { costlySteps } from '../testing/query-plan';
import { aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const start = Date.parse('2026-02-01T08:00:00+08:00');
const half = 43_200_000;
const residents = 1000;
const institutions = ['township-dongpu', 'county-hospital', 'elsewhere-1', 'elsewhere-2'];

/** A thousand residents, each tested at one institution after another, every half day. */
function rowsOf(count: number) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const at = (number: number) => new Date(start + Math.floor(number / residents) * half + number);
  const common = (number: number) => ({
    ...{ patientId: `patient-${number % residents}`, sourceId: `source-${number}`, version: 1 },
    ...{ institutionId: institutions[Math.floor(number / residents) % 4] ?? '', lastVersion: 1 },
    ...{ status: 'FINAL' as const, issuedAt: at(number), sortedAt: at(number) },
    ...{ effectiveAt: at(number), sensitivity: 'NONE' as const },
  });
  return {
    labReports: numbers.map((number) => ({ ...common(number), id: `lab-${number}` })),
    examReports: numbers.map((number) => ({
      ...{ ...common(number), id: `exam-${number}`, itemCode: `CT-${number % 7}`, mapped: true },
      ...{ printedCode: 'CT', modality: 'CT' as const, findings: '', critical: false },
    })),
    decisions: numbers.map((number) => ({
      ...{ id: `decision-${number}`, institutionId: 'elsewhere-1', itemCode: 'CT-CHEST' },
      ...{
        patientId: `patient-${number % residents}`,
        encounterId: `${number}`,
        day: '2026-02-02',
      },
      ...{ choice: 'RECOGNIZED' as const, recognizable: true, costFen: 0, sensitive: false },
      ...{ physicianId: 'doctor', decidedBy: '一', decidedAt: at(number) },
    })),
    observations: numbers.map((number) => ({
      ...{ id: `value-${number}`, reportId: `lab-${number}`, version: 1, position: 0 },
      ...{
        patientId: `patient-${number % residents}`,
        institutionId: common(number).institutionId,
      },
      ...{ itemCode: '6690-2', takenAt: at(number), inForce: true, mapped: true, value: '5' },
      ...{ printedCode: '6690-2', comparable: true, sensitive: false },
      interpretation: 'NORMAL' as const,
    })),
  };
}

describeOnBothDatabases('repeats among the reports of a large county', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    const { labReports, examReports, observations, decisions } = rowsOf(8000);
    await results.database.transaction(async (manager) => {
      await manager.save(aQualityRecord());
      await insertRows(manager, LabReport, labReports);
      await insertRows(manager, ExamReport, examReports);
      await insertRows(manager, Observation, observations);
      await insertRows(manager, RecognitionDecision, decisions);
    });
    const tables = '`observation`, `exam_report`, `lab_report`, `recognition_decision`';
    await results.database.transaction((manager) =>
      manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`),
    );
  }, 60_000);
  afterAll(() => results.stop());

  const ask = async (first: number, day = '2026-02-20') => {
    const query = `{ page: undecidedRepeats(period: { start: "2026-02-01", end: "${day}" }, first: ${first}) {
      nodes { reportId items { item { code } } } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await results.run(lead, query);
    expect(errors).toBeUndefined();
    return data?.page as { nodes: object[]; pageInfo: { hasNextPage: boolean } };
  };

  it('are found by index', async () => {
    await ask(1);
    expect(await costlySteps(results.database, () => ask(5))).toEqual([]);
  });

  it('take no more statements for many rows than for few of the same reports', async () => {
    const count = async (first: number) => {
      results.statements.length = 0;
      const { nodes } = await ask(first);
      return { rows: nodes.length, statements: results.statements.length };
    };
    const [few, many] = [await count(3), await count(40)];
    expect([few.rows, many.rows]).toEqual([3, 40]);
    expect(many.statements).toBe(few.statements);
  });

  it('are looked for among a bounded number of reports, and further on the next page', async () => {
    results.statements.length = 0;
    const query = `query ($after: String) { page: undecidedRepeats(period: { start: "2026-02-01", end: "2026-02-20" }, institutionId: "township-dongpu", first: 100, after: $after) {
      nodes { reportId } pageInfo { hasNextPage endCursor } } }`;
    const pages: number[] = [];
    for (let after: string | null = null, goesOn = true; goesOn; ) {
      const { data } = await results.run(lead, query, { after });
      const page = data?.page as {
        nodes: object[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
      pages.push(page.nodes.length);
      [after, goesOn] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
      if (pages.length > 50) throw new Error('the pages do not end');
    }
    // Four thousand reports of one township, whose own results are no repeats.
    expect(pages.length).toBeGreaterThan(2);
    expect(results.statements.length).toBeLessThan(pages.length * 30);
  });
});
