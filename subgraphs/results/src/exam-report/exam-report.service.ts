import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { CatalogueItem } from '../catalogue/item';
import type { ResultsContext } from '../context';
import { examAlarm, raisingOf } from '../critical-value/alarm.service';
import { raiseCritical } from '../critical-value/raise.service';
import { orderedBy, requestAnswered } from '../diagnostic-request/answer-request.service';
import { byLocalTable } from '../mapping/by-local-table.service';
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
  type PostedColumns,
  type PostedVersion,
  type StoredVersion,
  storeVersion,
} from '../report/report.service';
import type { PostOutcome } from '../report/report-status';
import { reporterOf } from '../report/reporter-right.service';
import type { Storing } from '../report/storing';
import { tellStored } from '../report/tell-stored.service';
import { tellOfChange } from '../report-notice/store-notices.service';
import { ExamReport } from './exam-report.entity';
import { checkExamReport, type ExamReportInput } from './exam-report.inputs';
import { withItem } from './exam-report.loader';

type Posting = Pick<
  ResultsContext,
  | 'access'
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
  | 'practice'
  | 'viewer'
>;

/**
 * Stores an exam report of the viewer's institution: checked whole, then matched to its
 * patient, then written in one transaction, the diagnostic request it answers with it. Refuses
 * with INVALID_INPUT, with CONFLICT where that request is over, or with the refusal of the
 * patients subgraph.
 */
export async function postExamReport(
  context: Posting,
  input: ExamReportInput,
): Promise<{ outcome: PostOutcome; report: ExamReport }> {
  checkPatientRef(input.patient);
  checkExamReport(input, context.now());
  checkContent({ ...examColumns(input), conclusion: input.conclusion, ...orderingOf(input) });
  const answering = await requestOf(context, input);
  const patientId = await resolvePatient(context, input.patient, 'EXAM', input.sourceId);
  await answering?.requirePatient(patientId);
  const reporter = await reporterOf(context, input.status);
  const stored = await byLocalTable(context, context.viewer.institutionId, (local, hold) =>
    storeReport(context, input, { patientId, answering, reporter, local, hold }),
  );
  const [report] = await reportsByIds(context.database.read, ExamReport, [stored.reportId]);
  if (!report) throw new Error(`report ${stored.reportId} is not there after its commit`);
  return { outcome: stored.outcome, report: release(withItem(report, context), everything) };
}

/** The request it answers, which must ask for this item. */
async function requestOf(
  context: Posting,
  { diagnosticRequestId, itemCode, status }: ExamReportInput,
) {
  if (diagnosticRequestId == null) return null;
  const { catalogue, database, localTables, viewer } = context;
  const local = await localTables.lastRead(database.read, viewer.institutionId);
  const item = itemOf(itemCode, viewer.institutionId, catalogue, local);
  return requestAnswered(context, diagnosticRequestId, {
    kind: 'EXAM',
    ...{ items: item ? [item.code] : [], status },
  });
}

const itemOf = (
  code: string,
  institutionId: string,
  catalogue: Posting['catalogue'],
  local: LocalTable,
) => resolveCode('EXAM_CODE', code.trim(), institutionId, catalogue, local)?.item ?? null;

async function storeReport(
  context: Posting,
  input: ExamReportInput,
  { patientId, answering, reporter, local, hold }: Storing,
): Promise<StoredVersion> {
  const { catalogue, newId, now, viewer } = context;
  const { institutionId } = viewer;
  const item = itemOf(input.itemCode, institutionId, catalogue, local);
  const posted = examVersion(input, item, patientId, institutionId);
  const printed = { ...input, ...examColumns(input) };
  const alarm = await examAlarm(context, posted.columns, printed, orderedBy(input, answering));
  return context.database.transaction(async (manager) => {
    await hold(manager);
    const version = await storeVersion(manager, ExamReport, posted, { newId, now, reporter });
    await answering?.answer(manager, version.reportId);
    if (version.outcome === 'UNCHANGED') return version;
    if (item === null)
      await queueWaiting(manager, [waitingExam(input.itemCode.trim())], {
        institutionId,
        at: now(),
      });
    await tellStored(manager, 'EXAM', posted.columns, version, context);
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
    ...exam,
    ...{ ...read, printedCode, patientId, institutionId, sourceId },
    ...{ status, issuedAt, effectiveAt, conclusion, sortedAt: effectiveAt ?? issuedAt },
    sensitivity: item?.sensitive ? 'ALL' : 'NONE',
  };
  return {
    columns,
    content: { patientId, effectiveAt, conclusion, ...exam, ...orderingOf(input) },
    digest: contentDigest([
      ...[patientId, status, effectiveAt, issuedAt, conclusion, Object.values(exam)],
      ...Object.values(orderingOf(input)),
    ]),
  };
}
