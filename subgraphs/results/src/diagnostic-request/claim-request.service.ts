import type { ResultsContext } from '../context';
import { changeIf } from './change-request.service';
import { isHeld } from './diagnostic-request.access';
import type { DiagnosticRequest } from './diagnostic-request.entity';
import { AlreadyClaimed, RequestEnded } from './diagnostic-request.errors';
import { openRequest, requestAsStored } from './open-request.service';
import { present } from './present-request';

/** Open, and held by nobody at the moment. */
const unheld = "(status = 'REQUESTED' OR (status = 'CLAIMED' AND claimedUntil <= :instant))";

/**
 * Claims a request to the viewer's institution for her alone. One conditional update settles who:
 * of many at once exactly one. A claim that ran out is free to anybody; claimed again by its
 * holder it stays the same claim. Refuses with FORBIDDEN who has
 * no right to report there that day, with CONFLICT naming holder and time, or the state.
 */
export async function claimRequest(
  context: ResultsContext,
  id: string,
): Promise<DiagnosticRequest> {
  await openRequest(context, id, 'centerId');
  const { database, diagnosis, now, practice, viewer } = context;
  const instant = now();
  await practice.require(viewer, { act: 'REPORT', field: 'claimedBy', at: instant });
  const claim: Partial<DiagnosticRequest> = {
    status: 'CLAIMED',
    ...{ claimHolder: viewer.subject, claimHolderName: viewer.name },
    claimPractitionerId: viewer.practitionerId ?? null,
    claimedUntil: diagnosis.claimedUntil(instant),
  };
  const stored = await database.transaction(async (manager) => {
    await changeIf(manager, id, { where: unheld, instant }, claim);
    return requestAsStored(manager, id);
  });
  if (!isHeld(stored, instant)) throw new RequestEnded(id, stored.status);
  refuseOthersClaim(stored, context, instant);
  return present(stored, { items: context.items, instant });
}

/** Refuses where another person holds the request. */
export function refuseOthersClaim(
  request: DiagnosticRequest,
  { viewer }: Pick<ResultsContext, 'viewer'>,
  now: Date,
) {
  const { id, claimHolder, claimHolderName, claimedUntil } = request;
  if (isHeld(request, now) && claimHolder !== viewer.subject && claimedUntil)
    throw new AlreadyClaimed(id, claimHolderName ?? 'another reader', claimedUntil);
}
