import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError, InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import { Booking, BookingStatus } from './booking.entity';
import { BookingForbidden, BookingOver } from './booking.errors';
import { CapacityNotFound } from './capacity.errors';
import { sharingOf } from './sharing';
import { capacityOf, endBooking, giveBack, takeUnit } from './units';

/**
 * Holds a unit for a patient without a referral: of the viewer's institution or another member of
 * the community. It is over after the time of the rules unless it is confirmed. Refuses with
 * CONFLICT where nothing is left that is not kept for referrals.
 */
export async function bookUnit(
  context: ReferralsContext,
  capacityId: string,
  patientId: string,
): Promise<Booking> {
  const { access, capacityRules, database, newId, now, viewer } = context;
  const share = await sharingOf(context);
  await access.require(patientId);
  const capacity = await capacityOf(database.read, capacityId);
  if (!(await share(capacity.institutionId))) throw new CapacityNotFound(capacityId);
  const at = now();
  if (capacity.startsAt <= at) throw new InvalidInput('capacityId', 'began already.');
  const row = Object.assign(new Booking(), {
    id: newId(),
    ...{ capacityId, patientId, institutionId: viewer.institutionId },
    ...{ referralId: null, liveReferralId: null, claim: 'OTHER', createdAt: at },
    ...{ status: BookingStatus.HELD, heldUntil: capacityRules.heldUntil(at) },
  } satisfies Partial<Booking>);
  await database.transaction(async (manager) => {
    await takeUnit(manager, capacityId, { claim: 'OTHER', at, firstUntil: at });
    await insertRows(manager, Booking, [row]);
  });
  return row;
}

/** Makes a hold a booking. Refuses with CONFLICT where it ran out or is over. */
export const confirmBooking = (context: ReferralsContext, id: string): Promise<Booking> =>
  changeBooking(context, id, async (manager, booking, at) => {
    const { affected } = await manager
      .createQueryBuilder()
      .update(Booking)
      .set({ status: BookingStatus.CONFIRMED, heldUntil: null })
      .where('id = :id AND status = :held AND heldUntil > :at', {
        id,
        ...{ at, held: BookingStatus.HELD },
      })
      .execute();
    return affected === 1 || booking.status === BookingStatus.CONFIRMED;
  });

/** Gives a unit back that was held or booked without a referral. */
export const releaseBooking = (context: ReferralsContext, id: string): Promise<Booking> =>
  changeBooking(context, id, async (manager, booking) => {
    if (booking.status === BookingStatus.RELEASED) return true;
    const standing = [BookingStatus.HELD, BookingStatus.CONFIRMED].includes(booking.status);
    if (!standing || !(await endBooking(manager, booking, BookingStatus.RELEASED))) return false;
    await giveBack(manager, booking);
    return true;
  });

type Change = (manager: EntityManager, booking: Booking, at: Date) => Promise<boolean>;

/** Of the institution that booked it, its patient's record open; a referral's ends with its steps. */
async function changeBooking(
  { access, database, now, viewer }: ReferralsContext,
  id: string,
  change: Change,
): Promise<Booking> {
  const booking = await bookingOf(database.read, id);
  if (booking?.institutionId !== viewer.institutionId || booking.referralId)
    throw new BookingForbidden(id);
  try {
    await access.require(booking.patientId);
  } catch (error) {
    // A refusal that names the patient would tell that the booking is there.
    if (error instanceof DomainError && error.code === 'FORBIDDEN') throw new BookingForbidden(id);
    throw error;
  }
  return database.transaction(async (manager) => {
    const done = await change(manager, booking, now());
    const stored = await bookingOf(manager, id);
    if (!stored) throw new Error(`booking ${id} is not there`);
    if (!done) throw new BookingOver(id, stored.status);
    return stored;
  });
}

async function bookingOf(manager: EntityManager, id: string): Promise<Booking | undefined> {
  const [row] = await selectRows(manager, Booking, 'WHERE `id` = ?', [id]);
  return row;
}
