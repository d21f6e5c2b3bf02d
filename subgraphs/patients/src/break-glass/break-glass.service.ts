import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { holderOf } from '@lianyi/shared/auth/holder-of';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import { findHeldBack } from '../access/find-held-back';
import { describeEvent, type EventFacts } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { contractOfPerson } from '../contract/contract-of-person';
import { BreakGlassGrant } from './break-glass-grant.entity';
import { noteNotice } from './break-glass-notice.service';
import { BreakGlassReviewRow, BreakGlassReviewStatus } from './break-glass-review.entity';
import { readReason } from './read-reason';

const hour = 3_600_000;

/**
 * Opens a record in an emergency to the viewer alone, for the hours the policy gives. Grant,
 * event, the review that is due and the notice to her family doctor's institution are one commit.
 * Refuses with INVALID_INPUT where the reason says too little; with FORBIDDEN, in the same words,
 * a role that may not, an institution outside the community and an id that nobody has; with
 * UNAVAILABLE where it cannot be known who is outside. Refusals are recorded.
 */
export async function breakGlass(
  context: PatientsContext,
  patientId: string,
  reason: string,
): Promise<BreakGlassGrant> {
  const { chain, database, identity, manager, newId, now, policy, viewer, workingDays } = context;
  const words = readReason(reason, policy.breakGlass);
  await requireBreakable(context, patientId);
  const { records, heldBack } = await findHeldBack(manager, patientId, viewer.institutionId);
  const restricted = heldBack.closed || heldBack.sensitive;
  const grantedAt = now();
  const event = describeEvent(identity, grantedAt, {
    patientId,
    ...{ action: 'BREAK_GLASS', allowed: true, basis: 'BREAK_GLASS', reason: words },
    circumstance: restricted ? 'RESTRICTED' : null,
  });
  const grant = Object.assign(new BreakGlassGrant(), {
    id: newId(),
    ...{ patientId, holder: holderOf(viewer), reason: words, restricted },
    grantedAt,
    ...{ viewerSubject: event.viewerSubject, institutionId: event.institutionId },
    ...{ viewerName: event.viewerName, viewerRoles: event.viewerRoles },
    expiresAt: new Date(grantedAt.getTime() + policy.breakGlass.hours * hour),
  });
  const review = {
    id: grant.id,
    ...{ institutionId: grant.institutionId, status: BreakGlassReviewStatus.OPEN },
    dueAt: workingDays.endAfter(grantedAt, policy.breakGlass.reviewWorkingDays),
  };
  const contract = await contractOfPerson(context.contracts, records);
  await database.transaction(async (writing) => {
    await writing.insert(BreakGlassGrant, { ...grant });
    await writing.insert(BreakGlassReviewRow, review);
    await noteNotice(writing, context, grant, contract?.institutionId ?? null);
    await chain.appendWithin(writing, [event]);
  });
  return grant;
}

async function requireBreakable(context: PatientsContext, patientId: string) {
  const { chain, identity, now } = context;
  const record = (reason: string) => {
    const facts: EventFacts = {
      patientId,
      ...{ action: 'BREAK_GLASS', allowed: false, basis: null, reason },
    };
    return chain.append([describeEvent(identity, now(), facts)]);
  };
  let refusal: string | null;
  try {
    refusal = await refusalReason(context, patientId);
  } catch (error) {
    if (isUnavailable(error)) await record('undecided: personnel could not be asked');
    throw error;
  }
  if (refusal === null) return;
  await record(refusal);
  throw new AccessForbidden(patientId, false);
}

/** Why the glass stays whole, for the log; null where it may be broken. */
async function refusalReason(
  { community, identity, patients, policy, viewer }: PatientsContext,
  patientId: string,
): Promise<string | null> {
  if (!policy.ruleOf(viewer).breakGlass) return 'the role breaks no glass';
  const { isOutside } = await community(identity);
  if (isOutside(viewer.institutionId)) return 'outside the community';
  return (await patients.load(patientId)) === null ? 'no such patient' : null;
}
