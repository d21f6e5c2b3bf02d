import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import type { ReportStatus } from '../report/report-status';
import { actOf } from '../report/reporter-right.service';
import { changeIf, releaseLapsedClaim } from './change-request.service';
import type { DiagnosticRequest } from './diagnostic-request.entity';
import { AlreadyReported, RequestEnded } from './diagnostic-request.errors';
import { findRequest, requestAsStored } from './open-request.service';

/** A request that a posted report answers, as far as is known before its patient is. */
export interface Answering {
  /** Who asked, where what is critical has to be known first. */
  readonly senderId: string;
  /** Refuses a report on another person. */
  requirePatient(patientId: string): Promise<void>;
  /** Within the report's own transaction: the request is REPORTED by it, once it is final. */
  answer(manager: EntityManager, reportId: string): Promise<void>;
}

type Posting = Pick<ResultsContext, 'access' | 'database' | 'now' | 'practice' | 'viewer'>;

/** What a report is on. */
export interface Reported {
  readonly kind: 'LAB' | 'EXAM';
  /** Catalogue codes; null where it needs to hold none. */
  readonly items: readonly string[] | null;
  readonly status: ReportStatus;
}

/** The table a kind of report stands in, and the field that names its items. */
const reports = {
  LAB: { table: 'lab_report', field: 'observations' },
  EXAM: { table: 'exam_report', field: 'itemCode' },
} as const;

/**
 * The request that a report names. Refuses one of another centre like one that is none, another
 * item by name, what was rejected or cancelled, and who has no right to report or sign there that day. Null where none is named.
 */
export async function requestAnswered(
  context: Posting,
  requestId: string | null | undefined,
  { kind, items, status }: Reported,
): Promise<Answering | null> {
  if (requestId == null) return null;
  const request = await findRequest(context.database.read, requestId);
  if (request?.centerId !== context.viewer.institutionId)
    throw new InvalidInput('diagnosticRequestId', 'is no request to this institution.');
  const { table, field } = reports[kind];
  if (kindOf(request) !== kind || items?.includes(request.itemCode) === false)
    throw new InvalidInput(field, `is not ${request.itemCode}, which the request asks for.`);
  refuseWithdrawn(request);
  // What comes while a report of it stands is a version of that one, or is refused as a second.
  if ((await standingReport(context.database.read, table, request.reportId)) === null) {
    const asked = { act: actOf(status), field: 'diagnosticRequestId', at: context.now() };
    await context.practice.require(context.viewer, asked);
  }
  return {
    senderId: request.fromInstitutionId,
    requirePatient: (patientId) => requirePatient(context, request, patientId),
    answer: (manager, reportId) => {
      const posted = { table, reportId, at: context.now(), by: context.viewer.subject };
      return answer(manager, request, posted);
    },
  };
}

/** Who ordered what a report is on: whom its sender names, else who asked for the diagnosis. */
export const orderedBy = <Input extends { readonly orderingInstitutionId?: string | null }>(
  input: Input,
  answering: Answering | null,
): Input => ({
  ...input,
  orderingInstitutionId: input.orderingInstitutionId || answering?.senderId || null,
});

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

export const kindOf = ({ kind }: Pick<DiagnosticRequest, 'kind'>): Reported['kind'] =>
  kind === 'LABORATORY' ? 'LAB' : 'EXAM';

interface PostedAnswer {
  readonly table: (typeof reports)[Reported['kind']]['table'];
  readonly reportId: string;
  readonly at: Date;
  /** Who posted it. */
  readonly by: string;
}

/** Its report in force says something for good. */
const isFinal = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} r WHERE r.id = :reportId AND r.status IN ('FINAL', 'AMENDED'))`;

/** Open, or answered by a report that was cancelled since. */
const isUnanswered = (table: string) =>
  `(status IN ('REQUESTED', 'CLAIMED') OR (status = 'REPORTED' AND EXISTS (SELECT 1 FROM ${table} o WHERE o.id = reportId AND o.status = 'CANCELLED')))`;

async function answer(
  manager: EntityManager,
  { id, requestedAt }: DiagnosticRequest,
  { table, reportId, at, by }: PostedAnswer,
) {
  await releaseLapsedClaim(manager, id, at);
  const where = `${isUnanswered(table)} AND ${isFinal(table)}`;
  const reported = await changeIf(
    manager,
    id,
    { where, reportId },
    {
      status: 'REPORTED',
      ...{ reportId, reportedBy: by, endedAt: at, claimedUntil: null },
      turnaroundSeconds: Math.round((at.getTime() - requestedAt.getTime()) / 1000),
    },
  );
  if (reported) return;
  const stored = await requestAsStored(manager, id);
  refuseWithdrawn(stored);
  const other = await standingReport(manager, table, stored.reportId);
  if (other !== null && other !== reportId) throw new AlreadyReported(id, other);
}

/** A report that was not cancelled. */
async function standingReport(manager: EntityManager, table: string, reportId: string | null) {
  if (reportId === null) return null;
  const sql = `SELECT \`id\` FROM \`${table}\` WHERE \`id\` = ? AND \`status\` <> 'CANCELLED'`;
  const [row]: { id: string }[] = await manager.query(sql, [reportId]);
  return row?.id ?? null;
}
