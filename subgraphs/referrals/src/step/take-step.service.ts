import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { settleBooking } from '../capacity/book-referral.service';
import { BookingStatus } from '../capacity/booking.entity';
import type { ReferralsContext } from '../context';
import { answerTo, withdrawn } from '../referral/answer';
import { release, scopeOf } from '../referral/referral.access';
import { Referral, ReferralStatus } from '../referral/referral.entity';
import { NotYourStep, StepConflict } from '../referral/referral.errors';
import type { ReferralStep, Side, Transition } from '../rules/transitions';
import { recordEvent } from './record-event';

/** A step as the graph names it, and what is said with it. */
export interface Step {
  readonly step: ReferralStep;
  /** The mutation, for refusals. */
  readonly field: string;
  readonly note: string | null;
  /** What is done with it, in the same transaction. */
  readonly also?: (manager: EntityManager, referral: Referral, at: Date) => Promise<void>;
}

/** What becomes of the booking of a slip that came to a state. */
const booked: Partial<Record<ReferralStatus, Parameters<typeof settleBooking>[2]>> = {
  [ReferralStatus.ARRIVED]: BookingStatus.USED,
  [ReferralStatus.FOLLOWED_UP]: BookingStatus.USED,
  [ReferralStatus.DECLINED]: BookingStatus.RELEASED,
  [ReferralStatus.CANCELLED]: BookingStatus.RELEASED,
};

/** In these states a slip has ended; being followed up ends one that had not. */
const ends: readonly ReferralStatus[] = [
  ...[ReferralStatus.COMPLETED, ReferralStatus.FOLLOWED_UP, ReferralStatus.DECLINED],
  ...[ReferralStatus.CANCELLED, ReferralStatus.EXPIRED, ReferralStatus.NO_SHOW],
];

/**
 * Takes a step of a slip the viewer's institution sent or received. One conditional update settles
 * it: of many at once exactly one takes it. Refuses with FORBIDDEN where the slip is closed to the
 * viewer or the step is another side's or role's, with CONFLICT naming the state where it does
 * not lead on from there.
 */
export async function takeStep(
  context: ReferralsContext,
  id: string,
  step: Step,
): Promise<Referral> {
  const { access, database, now, referrals, transitions, viewer } = context;
  // Another step of the same operation may have moved it.
  const referral = await referrals.released.clear(id).load(id);
  requireTurn(context, referral, step);
  const transition = transitions.from(step.step, referral);
  if (!transition || (step.step === 'ACCEPT' && referral.acceptedAt))
    throw new StepConflict(step.field, id, referral.status);
  const at = now();
  const stored = await database.transaction(async (manager) => {
    if (!(await change(manager, context, referral, transition, at)))
      throw new StepConflict(step.field, id, (await asStored(manager, id)).status);
    await recordEvent(manager, viewer, referral, { status: transition.to, at, note: step.note });
    const settled = booked[transition.to];
    if (settled) await settleBooking(manager, id, settled);
    await step.also?.(manager, referral, at);
    if (withdrawn.includes(transition.to)) await awaitAnswerAgain(manager, context, referral, at);
    return asStored(manager, id);
  });
  return release(stored, scopeOf(await access.require(stored.patientId), viewer));
}

/** The office stands on neither: its steps are `decideOutward`'s. */
const sideOf: Readonly<Record<Side, (referral: Referral) => string | null>> = {
  SENDER: ({ fromInstitutionId }) => fromInstitutionId,
  RECEIVER: ({ toInstitutionId }) => toInstitutionId,
  OFFICE: () => null,
};

/** Refuses whom no row of the table lets take the step, wherever the slip stands. */
function requireTurn(
  { transitions, viewer }: Pick<ReferralsContext, 'transitions' | 'viewer'>,
  referral: Referral,
  { field, step }: Step,
) {
  const rows = transitions.of(step, referral.direction);
  const onSide = rows.filter(({ side }) => sideOf[side](referral) === viewer.institutionId);
  const [first] = rows;
  if (onSide.length === 0)
    throw new NotYourStep(field, referral.id, `the ${first?.side.toLowerCase()} of the referral`);
  const here = onSide.find(({ from }) => from.includes(referral.status));
  const roles = (here ? [here] : onSide).flatMap((row) => row.roles);
  if (!hasRole(viewer, ...roles))
    throw new NotYourStep(field, referral.id, `the roles ${[...new Set(roles)].join(', ')}`);
}

/** Moves the slip where it still stands as it was read; whether it did. */
async function change(
  manager: EntityManager,
  { clocks }: Pick<ReferralsContext, 'clocks'>,
  referral: Referral,
  { afterwards, step, to }: Transition,
  at: Date,
): Promise<boolean> {
  const status = afterwards ? referral.status : to;
  const acceptedAt = step === 'ACCEPT' ? at : referral.acceptedAt;
  const endedAt = referral.endedAt ?? (ends.includes(status) ? at : null);
  const dueAt = clocks.dueAt({ ...referral, acceptedAt, status }, at);
  const open = step === 'ACCEPT' ? ' AND acceptedAt IS NULL' : '';
  const { affected } = await manager
    .createQueryBuilder()
    .update(Referral)
    .set({ status, acceptedAt, endedAt, dueAt })
    .where(`id = :id AND status = :from${open}`, { id: referral.id, from: referral.status })
    .execute();
  if (affected !== 1) return false;
  // What is due at its end is the return slip. Looked for once the row is held: one that comes now waits.
  if (endedAt !== null && dueAt !== null && (await answerTo(manager, referral.id)) !== null)
    await manager.update(Referral, { id: referral.id }, { dueAt: null });
  return true;
}

/** The answer it was is none any more: another return slip is due. */
async function awaitAnswerAgain(
  manager: EntityManager,
  { clocks }: Pick<ReferralsContext, 'clocks'>,
  { parentId }: Referral,
  at: Date,
) {
  if (parentId === null) return;
  const parent = await asStored(manager, parentId);
  await manager.update(Referral, { id: parentId }, { dueAt: clocks.dueAt(parent, at) });
}

async function asStored(manager: EntityManager, id: string): Promise<Referral> {
  const [row] = await selectRows(manager, Referral, 'WHERE `id` = ?', [id]);
  if (!row) throw new Error(`referral ${id} is not there`);
  return row;
}
