import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import { ExamReport } from '../exam-report/exam-report.entity';
import { type ExamReportReading, withItem } from '../exam-report/exam-report.loader';
import { LabReport } from '../lab-report/lab-report.entity';
import type { JudgedReport } from '../recognition/recognition.service';
import { release } from '../report/report.access';
import type { DiagnosticReport } from '../report/report.entity';
import { reportsByIds } from '../report/report.loader';

export type RequestLoaders = ReturnType<typeof createRequestLoaders>;

/** One set per request: each turns any number of keys into one statement. */
export const createRequestLoaders = (reading: ExamReportReading) => ({
  /** The exam report that answers a request, by its id. */
  examReport: answers(ExamReport, reading, (report) => withItem(report, reading)),
  /** The laboratory report that answers one, by its id. */
  labReport: answers(LabReport, reading, (report) => report),
  /** Where the exam was made whose request names it by id. */
  madeAt: senders(reading, 'id'),
  /** Where the specimen was taken that a report answers the request for. */
  takenAt: senders(reading, 'reportId'),
});

/**
 * Reports that answer requests: open to both sides, whichever institution posted them, as far as
 * the patient's record is. Null where that tells too much.
 */
const answers = <Report extends DiagnosticReport>(
  entity: new () => Report,
  { manager, access }: ExamReportReading,
  shown: (report: Report) => Report,
) =>
  new DataLoader<string, Report | null>(async (reportIds) => {
    const rows = await reportsByIds(manager, entity, reportIds);
    const reports = byKey(rows, ({ id }) => id);
    return Promise.all(
      reportIds.map(async (id) => {
        const report = reports.get(id);
        if (!report) return null;
        const showing = await access.require(report.patientId);
        if (!showing.sensitive && report.sensitivity === 'ALL') return null;
        return release(shown(report), showing);
      }),
    );
  });

const senders = ({ manager }: ExamReportReading, column: 'id' | 'reportId') =>
  new DataLoader<string, string | null>(async (keys) => {
    const rows: { key: string; sender: string }[] = await manager.query(
      `SELECT \`${column}\` AS \`key\`, \`fromInstitutionId\` AS \`sender\` FROM \`diagnostic_request\` WHERE \`${column}\` IN (${placeholders(keys)})`,
      [...keys],
    );
    const found = byKey(rows, ({ key }) => key);
    return keys.map((key) => found.get(key)?.sender ?? null);
  });

/**
 * Where the exam of a report was made: of one that answers a request, the sender. A laboratory
 * measures itself what it is sent, so its reports are its own work.
 */
export const performingInstitution =
  ({ madeAt }: Pick<RequestLoaders, 'madeAt'>) =>
  async (report: JudgedReport): Promise<string> => {
    const requestId = report instanceof ExamReport ? report.diagnosticRequestId : null;
    return (requestId && (await madeAt.load(requestId))) || report.institutionId;
  };
