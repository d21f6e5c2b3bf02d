import type { ResultsContext } from '../context';
import { changeIf, releaseLapsedClaim } from './change-request.service';
import { refuseOthersClaim } from './claim-request.service';
import type { DiagnosticRequest } from './diagnostic-request.entity';
import { RequestEnded } from './diagnostic-request.errors';
import { readReason } from './diagnostic-request.inputs';
import { openRequest, requestAsStored } from './open-request.service';
import { present } from './present-request';

/**
 * Sends a request back to its sender, as the image cannot be used. Refuses with CONFLICT while
 * another person of the centre reads it, and where it has ended otherwise; the same rejection
 * again changes nothing.
 */
export async function rejectRequest(
  context: ResultsContext,
  id: string,
  given: string,
): Promise<DiagnosticRequest> {
  const rejectionReason = readReason(given);
  await openRequest(context, id, 'centerId');
  const [instant, { subject }] = [context.now(), context.viewer];
  const stored = await context.database.transaction(async (manager) => {
    await releaseLapsedClaim(manager, id, instant);
    const where = "status = 'REQUESTED' OR (status = 'CLAIMED' AND claimHolder = :subject)";
    const rejected = { rejectionReason, endedAt: instant, claimedUntil: null };
    await changeIf(manager, id, { where, subject }, { ...rejected, status: 'REJECTED' });
    return requestAsStored(manager, id);
  });
  refuseOthersClaim(stored, context, instant);
  if (stored.rejectionReason !== rejectionReason) throw new RequestEnded(id, stored.status);
  return present(stored, context);
}

/**
 * Withdraws a request of the viewer's institution, claimed or not: who reads it learns so when
 * the report is refused. Refuses with CONFLICT where it has ended; the same again changes nothing.
 */
export async function cancelRequest(
  context: ResultsContext,
  id: string,
  given: string,
): Promise<DiagnosticRequest> {
  const cancellationReason = readReason(given);
  await openRequest(context, id, 'fromInstitutionId');
  const endedAt = context.now();
  const stored = await context.database.transaction(async (manager) => {
    await releaseLapsedClaim(manager, id, endedAt);
    const where = "status IN ('REQUESTED', 'CLAIMED')";
    const cancelled = { cancellationReason, endedAt, claimedUntil: null };
    await changeIf(manager, id, { where }, { ...cancelled, status: 'CANCELLED' });
    return requestAsStored(manager, id);
  });
  if (stored.cancellationReason !== cancellationReason) throw new RequestEnded(id, stored.status);
  return present(stored, context);
}
