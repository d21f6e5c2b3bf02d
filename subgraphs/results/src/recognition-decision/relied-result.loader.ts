import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { ResultsContext } from '../context';
import { ExamReport } from '../exam-report/exam-report.entity';
import { withItem } from '../exam-report/exam-report.loader';
import { LabReport } from '../lab-report/lab-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { present } from '../lab-report/observation.loader';
import { type JudgedResult, judgeResults } from '../order-check/judged-result';
import { isWithin, type ReportScope, release } from '../report/report.access';
import { reportsByIds } from '../report/report.loader';

export type ResultReading = Pick<
  ResultsContext,
  'instant' | 'items' | 'manager' | 'orderRules' | 'verdicts'
>;

/** What a result must be of: one of the person's records, and an item that answers the order. */
export interface Wanted {
  readonly records: readonly string[];
  readonly scope: ReportScope;
  readonly itemCode: string;
}

/** Which result is meant: the id of a value, or of an exam report. */
export interface Named {
  readonly observationId?: string | null | undefined;
  readonly examReportId?: string | null | undefined;
}

/**
 * The result a decision names, with its verdict; null where it names none. One of another patient
 * or item, one that is kept from the viewer, one no longer in force and an id that nobody has are
 * refused in the same words.
 */
export async function loadNamedResult(
  reading: ResultReading,
  { observationId, examReportId }: Named,
  wanted: Wanted,
): Promise<JudgedResult | null> {
  if (observationId != null) {
    const value = await findObservation(reading, observationId, wanted);
    if (value === null) throw noSuchResult('observationId');
    const [judged] = await judgeResults(reading.verdicts, [value], []);
    return judged ?? null;
  }
  if (examReportId == null) return null;
  const report = await findExam(reading, examReportId, wanted);
  if (report === null) throw noSuchResult('examReportId');
  const [judged] = await judgeResults(reading.verdicts, [], [report]);
  return judged ?? null;
}

const noSuchResult = (field: string) =>
  new InvalidInput(field, 'is no result in force of this patient for this item or an equivalent.');

const answers = ({ orderRules }: ResultReading, ordered: string, itemCode: string) =>
  orderRules.answering(ordered).some((one) => one.itemCode === itemCode);

async function findObservation(
  reading: ResultReading,
  id: string,
  { records, scope, itemCode }: Wanted,
): Promise<Observation | null> {
  const tail = 'WHERE `id` = ? AND `mapped` = 1 AND `inForce` = 1';
  const [value] = await selectRows(reading.manager, Observation, tail, [id]);
  if (!value || !records.includes(value.patientId)) return null;
  if (value.sensitive && !scope.sensitive) return null;
  if (!answers(reading, itemCode, value.itemCode)) return null;
  const [report] = await reportsByIds(reading.manager, LabReport, [value.reportId]);
  if (!report || report.version !== value.version || !isWithin(report, scope)) return null;
  return present(value, release(report, scope), reading.items, reading.instant);
}

async function findExam(
  reading: ResultReading,
  id: string,
  { records, scope, itemCode }: Wanted,
): Promise<ExamReport | null> {
  const [report] = await reportsByIds(reading.manager, ExamReport, [id]);
  if (!report?.mapped || report.status === 'CANCELLED') return null;
  if (!records.includes(report.patientId) || !isWithin(report, scope)) return null;
  if (!answers(reading, itemCode, report.itemCode)) return null;
  return release(withItem(report, reading), scope);
}
