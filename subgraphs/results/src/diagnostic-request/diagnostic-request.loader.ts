import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import { ExamReport } from '../exam-report/exam-report.entity';
import { type ExamReportReading, withItem } from '../exam-report/exam-report.loader';
import { release } from '../report/report.access';
import { reportsByIds } from '../report/report.loader';

/** One set per request: each turns any number of keys into one statement. */
export const createRequestLoaders = (reading: ExamReportReading) => ({
  /**
   * The report that answers a request, by its id: open to both sides of the request, whichever
   * institution posted it, as far as the patient's record is. Null where it tells too much.
   */
  report: new DataLoader<string, ExamReport | null>(async (reportIds) => {
    const rows = await reportsByIds(reading.manager, ExamReport, reportIds);
    const reports = byKey(rows, ({ id }) => id);
    return Promise.all(reportIds.map((id) => opened(reading, reports.get(id))));
  }),
  /** Where the exam of a request was made. */
  madeAt: new DataLoader<string, string | null>(async (requestIds) => {
    const rows: { id: string; fromInstitutionId: string }[] = await reading.manager.query(
      `SELECT \`id\`, \`fromInstitutionId\` FROM \`diagnostic_request\` WHERE \`id\` IN (${placeholders(requestIds)})`,
      [...requestIds],
    );
    const requests = byKey(rows, ({ id }) => id);
    return requestIds.map((id) => requests.get(id)?.fromInstitutionId ?? null);
  }),
});

async function opened(reading: ExamReportReading, report: ExamReport | undefined) {
  if (!report) return null;
  const showing = await reading.access.require(report.patientId);
  if (!showing.sensitive && report.sensitivity === 'ALL') return null;
  return release(withItem(report, reading), showing);
}
