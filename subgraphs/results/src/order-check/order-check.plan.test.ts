import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { costlySteps } from '../testing/query-plan';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const patients = 40;
const each = 30;
const start = Date.parse('2026-01-01T08:00:00+08:00');
const codes = ['6690-2', '718-7', '2823-3', '2951-2'];

const holderOf = (number: number) =>
  number % 8 === 0 ? 'county-hospital' : `institution-${number % 7}`;

/** A county in little: forty residents with thirty reports of each kind. */
function rowsOf() {
  const numbers = Array.from({ length: patients * each }, (_, number) => number);
  const common = (number: number) => ({
    ...{ patientId: `patient-${number % patients}`, institutionId: holderOf(number) },
    ...{ sourceId: `source-${number}`, status: 'FINAL' as const, version: 1, lastVersion: 1 },
    ...{ issuedAt: new Date(start + number * 60_000), sortedAt: new Date(start + number * 60_000) },
    ...{ effectiveAt: new Date(start + number * 60_000), sensitivity: 'NONE' as const },
  });
  const labReports = numbers.map((number) => ({ ...common(number), id: `lab-${number}` }));
  const examReports = numbers.map((number) => ({
    ...{ ...common(number), id: `exam-${number}`, itemCode: number % 2 ? 'CT-CHEST' : 'CT-HEAD' },
    ...{ mapped: true, printedCode: 'CT', modality: 'CT' as const, findings: '', critical: false },
  }));
  const observations = numbers.flatMap((number) =>
    codes.map((itemCode, position) => ({
      ...{ id: `value-${number}-${position}`, reportId: `lab-${number}`, version: 1, position },
      ...{ patientId: `patient-${number % patients}`, institutionId: holderOf(number), itemCode },
      ...{ takenAt: new Date(start + number * 60_000), inForce: true, mapped: true },
      ...{ printedCode: itemCode, value: '5', comparable: true, sensitive: false },
      interpretation: 'NORMAL' as const,
    })),
  );
  return { labReports, examReports, observations };
}

describeOnBothDatabases('the order check of a large county', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    const { labReports, examReports, observations } = rowsOf();
    await results.database.transaction(async (manager) => {
      await insertRows(manager, LabReport, labReports);
      await insertRows(manager, ExamReport, examReports);
      await insertRows(manager, Observation, observations);
    });
    const tables = '`observation`, `exam_report`, `lab_report`';
    await results.database.transaction((manager) =>
      manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`),
    );
  }, 60_000);
  afterAll(() => results.stop());

  const query = `query ($items: [ID!]!) { orderCheck(patientId: "patient-7", itemCodes: $items) {
    alternatives { observation { id } examReport { id } } } }`;
  const check = async (items: readonly string[]) => {
    const { data, errors } = await results.run(clinician, query, { items });
    expect(errors).toBeUndefined();
    return data?.orderCheck;
  };

  it.each([
    ['all of her', {}],
    ['what is not sensitive', { sensitive: false }],
    ['the institution’s own', { scope: 'OWN' as const }],
  ])('goes by index: %s', async (_title, access) => {
    results.county.access.set('patient-7', access);
    // Quality is reference data, kept by the process once it was read.
    await check(['718-7']);
    const asked = ['PANEL-CBC', '2823-3', 'CT-CHEST', 'CT-HEAD'];
    expect(await costlySteps(results.database, () => check(asked))).toEqual([]);
    expect(await costlySteps(results.database, () => check(['2823-3']))).toEqual([]);
  });

  it('would be found out if it read a table as a whole, or sorted it', async () => {
    const { read } = results.database;
    const found = await costlySteps(results.database, async () => {
      await read.query("SELECT * FROM `observation` WHERE `value` = 'x'", []);
      await read.query('SELECT * FROM `exam_report` ORDER BY `issuedAt` LIMIT 5', []);
    });
    expect(found).toHaveLength(2);
  });
});
