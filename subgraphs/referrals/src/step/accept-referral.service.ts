import { appointmentFor, bookForReferral } from '../capacity/book-referral.service';
import type { ReferralsContext } from '../context';
import type { Referral } from '../referral/referral.entity';
import { takeStep } from './take-step.service';

export interface Acceptance {
  /** A unit of the receiver for the patient; null where none is needed. */
  readonly capacityId: string | null;
  readonly note: string | null;
}

/**
 * Takes a patient in, and the unit with her in the same transaction: both or neither. Refuses as
 * every step does, with CONFLICT where no unit is left, or where the slip has one.
 */
export async function acceptReferral(
  context: ReferralsContext,
  id: string,
  { capacityId, note }: Acceptance,
): Promise<Referral> {
  const step = { step: 'ACCEPT', field: 'acceptReferral', note } as const;
  if (capacityId === null) return takeStep(context, id, step);
  const referral = await context.referrals.released.clear(id).load(id);
  const appointment = await appointmentFor(context, referral, capacityId);
  return takeStep(context, id, {
    ...step,
    also: (manager, current, at) => bookForReferral(manager, context, current, appointment, at),
  });
}
