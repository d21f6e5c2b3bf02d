import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { CatalogueItem } from '../catalogue/item';
import type { ResultsContext } from '../context';
import { changeIf } from './change-request.service';
import type { DiagnosticRequest } from './diagnostic-request.entity';
import { AlreadyReported, RequestEnded } from './diagnostic-request.errors';
import { findRequest, requestAsStored } from './open-request.service';

/** A request that a posted report answers, as far as is known before its patient is. */
export interface Answering {
  /** Refuses a report on another person. */
  requirePatient(patientId: string): Promise<void>;
  /** Within the report's own transaction: the request is REPORTED by it, once it is final. */
  answer(manager: EntityManager, reportId: string): Promise<void>;
}

type Posting = Pick<ResultsContext, 'access' | 'database' | 'now' | 'viewer'>;

/**
 * The request that a report names. Refuses one of another centre like one that is none, another
 * item by name, and what was rejected or cancelled. Null where none is named.
 */
export async function requestAnswered(
  context: Posting,
  requestId: string | null | undefined,
  item: CatalogueItem | null,
): Promise<Answering | null> {
  if (requestId == null) return null;
  const request = await findRequest(context.database.read, requestId);
  if (request?.centerId !== context.viewer.institutionId)
    throw new InvalidInput('diagnosticRequestId', 'is no request to this institution.');
  if (request.itemCode !== item?.code)
    throw new InvalidInput('itemCode', `is not ${request.itemCode}, which the request asks for.`);
  refuseWithdrawn(request);
  return {
    requirePatient: (patientId) => requirePatient(context, request, patientId),
    answer: (manager, reportId) => answer(manager, request.id, reportId, context.now()),
  };
}

function refuseWithdrawn({ id, status }: DiagnosticRequest) {
  if (status === 'REJECTED' || status === 'CANCELLED') throw new RequestEnded(id, status);
}

/** Another record of the same person is she. */
async function requirePatient(
  { access }: Posting,
  request: DiagnosticRequest,
  patientId: string,
): Promise<void> {
  if (patientId === request.patientId) return;
  const { records } = await access.require(patientId);
  if (!records.includes(request.patientId))
    throw new InvalidInput('patient', 'is not the one whom the request is about.');
}

/** A report in force that says something for good. */
const isFinal =
  "EXISTS (SELECT 1 FROM exam_report r WHERE r.id = :reportId AND r.status IN ('FINAL', 'AMENDED'))";

/** Open, or answered by a report that was cancelled since. */
const isUnanswered =
  "(status IN ('REQUESTED', 'CLAIMED') OR (status = 'REPORTED' AND EXISTS (SELECT 1 FROM exam_report o WHERE o.id = reportId AND o.status = 'CANCELLED')))";

async function answer(manager: EntityManager, id: string, reportId: string, endedAt: Date) {
  const where = `${isUnanswered} AND ${isFinal}`;
  const reported = { reportId, endedAt, claimedUntil: null };
  if (await changeIf(manager, id, { where, reportId }, { ...reported, status: 'REPORTED' })) return;
  const stored = await requestAsStored(manager, id);
  refuseWithdrawn(stored);
  const other = await standingReport(manager, stored.reportId);
  if (other !== null && other !== reportId) throw new AlreadyReported(id, other);
}

/** A report that was not cancelled. */
async function standingReport(manager: EntityManager, reportId: string | null) {
  if (reportId === null) return null;
  const sql = "SELECT `id` FROM `exam_report` WHERE `id` = ? AND `status` <> 'CANCELLED'";
  const [row]: { id: string }[] = await manager.query(sql, [reportId]);
  return row?.id ?? null;
}
