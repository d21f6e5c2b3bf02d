import type { CatalogueItem } from '../catalogue/item';
import type { ResultsContext } from '../context';
import { examAlarm, raisingOf } from '../critical-value/alarm.service';
import { raiseCritical } from '../critical-value/raise.service';
import { byLocalTable, type HoldTable } from '../mapping/by-local-table.service';
import type { LocalTable } from '../mapping/local-code';
import { queueWaiting } from '../mapping/unmapped-code.service';
import { waitingExam } from '../mapping/waiting';
import { resolveCode } from '../observation/read-observation';
import { checkPatientRef, resolvePatient } from '../patient-ref/patient-ref.service';
import { orderingOf } from '../report/check-input';
import { everything, release } from '../report/report.access';
import { reportsByIds } from '../report/report.loader';
import {
  checkContent,
  digestOf,
  type PostedColumns,
  type PostedVersion,
  type StoredVersion,
  storeVersion,
} from '../report/report.service';
import type { PostOutcome } from '../report/report-status';
import { tellOfChange } from '../report-notice/store-notices.service';
import { ExamReport } from './exam-report.entity';
import { checkExamReport, type ExamReportInput } from './exam-report.inputs';
import { withItem } from './exam-report.loader';

type Posting = Pick<
  ResultsContext,
  | 'ask'
  | 'catalogue'
  | 'criticalRules'
  | 'database'
  | 'identity'
  | 'instant'
  | 'items'
  | 'localTables'
  | 'newId'
  | 'now'
  | 'viewer'
>;

/**
 * Stores an exam report of the viewer's institution: checked whole, then matched to its
 * patient, then written in one transaction. Refuses with INVALID_INPUT, or with the refusal of
 * the patients subgraph.
 */
export async function postExamReport(
  context: Posting,
  input: ExamReportInput,
): Promise<{ outcome: PostOutcome; report: ExamReport }> {
  checkPatientRef(input.patient);
  checkExamReport(input, context.now());
  checkContent({ ...examColumns(input), conclusion: input.conclusion, ...orderingOf(input) });
  const patientId = await resolvePatient(context, input.patient, 'EXAM', input.sourceId);
  const stored = await byLocalTable(context, context.viewer.institutionId, (local, hold) =>
    storeReport(context, input, patientId, local, hold),
  );
  const [report] = await reportsByIds(context.database.read, ExamReport, [stored.reportId]);
  if (!report) throw new Error(`report ${stored.reportId} is not there after its commit`);
  return { outcome: stored.outcome, report: release(withItem(report, context), everything) };
}

async function storeReport(
  context: Posting,
  input: ExamReportInput,
  patientId: string,
  local: LocalTable,
  hold: HoldTable,
): Promise<StoredVersion> {
  const { catalogue, now, viewer } = context;
  const { institutionId } = viewer;
  const code = input.itemCode.trim();
  const item = resolveCode('EXAM_CODE', code, institutionId, catalogue, local)?.item ?? null;
  const posted = examVersion(input, item, patientId, institutionId);
  const printed = { ...input, ...examColumns(input) };
  const alarm = await examAlarm(context, posted.columns, printed, input);
  return context.database.transaction(async (manager) => {
    await hold(manager);
    const version = await storeVersion(manager, ExamReport, posted, context);
    if (version.outcome === 'UNCHANGED') return version;
    if (item === null)
      await queueWaiting(manager, [waitingExam(code)], { institutionId, at: now() });
    await tellOfChange(manager, 'EXAM', posted.columns, version, context);
    await raiseCritical(manager, alarm, { ...version, observationIds: [] }, raisingOf(context));
    return version;
  });
}

/** What a sender says, but for whom it is about. */
type ExamContent = Omit<ExamReportInput, 'patient'>;

const examColumns = (input: ExamContent) => ({
  printedCode: input.itemCode,
  modality: input.modality,
  bodySite: input.bodySite ?? null,
  findings: input.findings,
  studyInstanceUid: input.studyInstanceUid ?? null,
  accessionNumber: input.accessionNumber ?? null,
  critical: input.critical ?? false,
  diagnosticRequestId: input.diagnosticRequestId ?? null,
});

/**
 * A posted exam report as a version to store: its columns, its content, its digest. What the
 * catalogue makes of the code is no content: it may learn the code later.
 */
export function examVersion(
  input: ExamContent,
  item: CatalogueItem | null,
  patientId: string,
  institutionId: string,
): PostedVersion {
  const { sourceId, status, issuedAt, effectiveAt = null, conclusion } = input;
  const exam = examColumns(input);
  const printedCode = input.itemCode.trim();
  const read = { itemCode: item?.code ?? printedCode, mapped: item !== null };
  const columns: PostedColumns = {
    ...{ ...exam, ...read, printedCode, patientId, institutionId, sourceId },
    ...{ status, issuedAt, effectiveAt, conclusion, sortedAt: effectiveAt ?? issuedAt },
    sensitivity: item?.sensitive ? 'ALL' : 'NONE',
  };
  return {
    columns,
    content: { patientId, effectiveAt, conclusion, ...exam, ...orderingOf(input) },
    digest: digestOf([
      ...[patientId, status, effectiveAt, issuedAt, conclusion, Object.values(exam)],
      ...Object.values(orderingOf(input)),
    ]),
  };
}
