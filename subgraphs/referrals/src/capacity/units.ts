import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Booking, BookingStatus, type UnitClaim } from './booking.entity';
import { Capacity } from './capacity.entity';
import { CapacityFull, CapacityNotFound } from './capacity.errors';

/** How a unit is taken. */
export interface Taking {
  readonly claim: UnitClaim;
  readonly at: Date;
  /** Until then what is kept goes to FIRST claims alone. */
  readonly firstUntil: Date;
}

const counters: Readonly<Record<UnitClaim, readonly (keyof Capacity)[]>> = {
  FIRST: ['bookedByReferral', 'bookedFirst'],
  REFERRAL: ['bookedByReferral'],
  OTHER: ['bookedOtherwise'],
};

/** What must be left for whom the reserve is kept; nothing for who takes of it. */
function keptFrom({ at, claim, firstUntil }: Taking): string {
  if (claim === 'OTHER') return 'releaseAt <= :at OR bookedOtherwise + reserved < total';
  if (claim === 'FIRST' || at >= firstUntil) return '1 = 1';
  return 'bookedByReferral - bookedFirst + bookedOtherwise + reserved < total';
}

/**
 * Takes one unit, in one conditional update: of many at once no more than there are get one, and
 * until the release nobody but who may takes what is kept. A hold that ran out makes room. Refuses
 * with CONFLICT where there is none, with NOT_FOUND for an id that is none.
 */
export async function takeUnit(manager: EntityManager, id: string, taking: Taking) {
  if (await take(manager, id, taking)) return;
  await releaseLapsed(manager, id, taking.at);
  if (await take(manager, id, taking)) return;
  throw new CapacityFull(await capacityOf(manager, id));
}

async function take(manager: EntityManager, id: string, taking: Taking) {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Capacity)
    .set(Object.fromEntries(counters[taking.claim].map((one) => [one, () => `${one} + 1`])))
    .where(`id = :id AND bookedByReferral + bookedOtherwise < total AND (${keptFrom(taking)})`, {
      id,
      at: taking.at,
    })
    .execute();
  return affected === 1;
}

/** Gives a unit back, once: whoever ended its booking does it, in the same transaction. */
export async function giveBack(
  manager: EntityManager,
  { claim, capacityId }: Pick<Booking, 'capacityId' | 'claim'>,
) {
  for (const counter of counters[claim])
    await manager.decrement(Capacity, { id: capacityId }, counter, 1);
}

/** Ends a booking that stands as it was read; whether it did. */
export async function endBooking(
  manager: EntityManager,
  { id, status: from }: Pick<Booking, 'id' | 'status'>,
  status: BookingStatus,
): Promise<boolean> {
  const released = status === BookingStatus.RELEASED ? { liveReferralId: null } : {};
  const change = { status, heldUntil: null, ...released };
  const { affected } = await manager.update(Booking, { id, status: from }, change);
  return affected === 1;
}

/** Holds of a capacity that ran out. */
async function releaseLapsed(manager: EntityManager, capacityId: string, at: Date) {
  const lapsed = await selectRows(
    manager,
    Booking,
    'WHERE `capacityId` = ? AND `status` = ? AND `heldUntil` <= ?',
    [capacityId, BookingStatus.HELD, at],
  );
  for (const booking of lapsed)
    if (await endBooking(manager, booking, BookingStatus.RELEASED))
      await giveBack(manager, booking);
}

export async function capacityOf(manager: EntityManager, id: string): Promise<Capacity> {
  const [row] = await selectRows(manager, Capacity, 'WHERE `id` = ?', [id]);
  if (!row) throw new CapacityNotFound(id);
  return row;
}
