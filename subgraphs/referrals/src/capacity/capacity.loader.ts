import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Booking } from './booking.entity';
import { Capacity } from './capacity.entity';
import { CapacityNotFound } from './capacity.errors';

/** One set per request. */
export const createCapacityLoaders = (manager: EntityManager) => ({
  byId: new DataLoader<string, Capacity>(
    async (ids) => {
      const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
      const rows = byKey(await selectRows(manager, Capacity, tail, ids), ({ id }) => id);
      return ids.map((id) => rows.get(id) ?? new CapacityNotFound(id));
    },
    // Its counters move within an operation.
    { cache: false },
  ),
  /** The booking that stands for a referral; null where there is none. */
  byReferral: new DataLoader<string, Booking | null>(
    async (referralIds) => {
      const tail = `WHERE \`liveReferralId\` IN (${placeholders(referralIds)})`;
      const rows = await selectRows(manager, Booking, tail, referralIds);
      const bookings = byKey(rows, ({ liveReferralId }) => liveReferralId ?? '');
      return referralIds.map((id) => bookings.get(id) ?? null);
    },
    { cache: false },
  ),
});
