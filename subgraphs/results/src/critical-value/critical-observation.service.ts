import type { ResultsContext } from '../context';
import { LabReport } from '../lab-report/lab-report.entity';
import type { Observation } from '../lab-report/observation.entity';
import type { CriticalValue } from './critical-value.view';

/** The laboratory value a critical value is about, released as its report is; null for an exam. */
export async function observationOf(
  { histories, labReports, observations }: ResultsContext,
  { kind, reportId, shownVersion, observationId }: CriticalValue,
): Promise<Observation | null> {
  if (kind !== 'LAB') return null;
  const report = await labReports.released.load(reportId);
  const values = await observations.load(
    report.version === shownVersion
      ? report
      : await asOfVersion(report, shownVersion, histories.load(reportId)),
  );
  return values.find(({ id }) => id === observationId) ?? null;
}

/** The report as far as an earlier version of it differs for its values' readers. */
async function asOfVersion(
  report: LabReport,
  version: number,
  history: ReturnType<ResultsContext['histories']['load']>,
): Promise<LabReport> {
  const then = (await history).find((one) => one.version === version);
  return Object.assign(new LabReport(), report, {
    ...{ version, status: then?.status ?? report.status },
    issuedAt: then?.issuedAt ?? report.issuedAt,
  });
}
