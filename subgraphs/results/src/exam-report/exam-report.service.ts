import type { CatalogueItem } from '../catalogue/item';
import type { ResultsContext } from '../context';
import { requestAnswered } from '../diagnostic-request/answer-request.service';
import { checkPatientRef, resolvePatient } from '../patient-ref/patient-ref.service';
import { everything, release } from '../report/report.access';
import { reportsByIds } from '../report/report.loader';
import {
  checkContent,
  digestOf,
  type PostedColumns,
  type PostedVersion,
  storeVersion,
} from '../report/report.service';
import type { PostOutcome } from '../report/report-status';
import { ExamReport } from './exam-report.entity';
import { checkExamReport, type ExamReportInput } from './exam-report.inputs';
import { withItem } from './exam-report.loader';

type Posting = Pick<
  ResultsContext,
  | 'access'
  | 'ask'
  | 'catalogue'
  | 'database'
  | 'identity'
  | 'instant'
  | 'items'
  | 'newId'
  | 'now'
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
  const { catalogue, viewer } = context;
  const item = catalogue.resolve(viewer.institutionId, input.itemCode)?.item ?? null;
  checkContent({ ...examColumns(input), conclusion: input.conclusion });
  const answering = await requestAnswered(context, input.diagnosticRequestId, {
    ...{ kind: 'EXAM', items: item ? [item.code] : [] },
  });
  const patientId = await resolvePatient(context, input.patient, 'EXAM', input.sourceId);
  await answering?.requirePatient(patientId);
  const posted = examVersion(input, item, patientId, viewer.institutionId);
  const stored = await context.database.transaction(async (manager) => {
    const version = await storeVersion(manager, ExamReport, posted, context);
    await answering?.answer(manager, version.reportId);
    return version;
  });
  const [report] = await reportsByIds(context.database.read, ExamReport, [stored.reportId]);
  if (!report) throw new Error(`report ${stored.reportId} is not there after its commit`);
  return { outcome: stored.outcome, report: release(withItem(report, context), everything) };
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
  const read = { itemCode: item?.code ?? input.itemCode, mapped: item !== null };
  const columns: PostedColumns = {
    ...{ ...read, ...exam, patientId, institutionId, sourceId },
    ...{ status, issuedAt, effectiveAt, conclusion, sortedAt: effectiveAt ?? issuedAt },
    sensitivity: item?.sensitive ? 'ALL' : 'NONE',
  };
  return {
    columns,
    content: { patientId, effectiveAt, conclusion, ...exam },
    digest: digestOf([patientId, status, effectiveAt, issuedAt, conclusion, Object.values(exam)]),
  };
}
