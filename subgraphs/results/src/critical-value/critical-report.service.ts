import type { ResultsContext } from '../context';
import type { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import type { Observation } from '../lab-report/observation.entity';
import { hersOrNull } from '../report/hers-or-null';
import type { CriticalValue } from './critical-value.view';

/**
 * The laboratory value a critical value is about, released as its report is; null for an exam, and
 * where the sender corrected whose the report is: what stands in it now is another patient's.
 */
export async function observationOf(
  { access, histories, labReports, observations }: ResultsContext,
  { kind, patientId, reportId, shownVersion, observationId }: CriticalValue,
): Promise<Observation | null> {
  if (kind !== 'LAB') return null;
  const report = await hersOrNull(access, patientId, labReports.released.load(reportId));
  if (report === null) return null;
  const values = await observations.load(
    report.version === shownVersion
      ? report
      : await asOfVersion(report, shownVersion, histories.load(reportId)),
  );
  return values.find(({ id }) => id === observationId) ?? null;
}

/** The exam a critical value is about, as it stands now; null for a laboratory value, and as above. */
export async function examOf(
  { access, examReports }: ResultsContext,
  { kind, patientId, reportId }: CriticalValue,
): Promise<ExamReport | null> {
  if (kind !== 'EXAM') return null;
  return hersOrNull(access, patientId, examReports.released.load(reportId));
}

/** The report as far as an earlier version of it differs for its values' readers. */
async function asOfVersion(
  report: LabReport,
  version: number,
  history: ReturnType<ResultsContext['histories']['load']>,
): Promise<LabReport> {
  const then = (await history).find((one) => one.version === version);
  return Object.assign(new LabReport(), report, {
    version,
    status: then?.status ?? report.status,
    issuedAt: then?.issuedAt ?? report.issuedAt,
  });
}
