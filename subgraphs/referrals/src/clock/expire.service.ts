import type { Database } from '@lianyi/shared/database/database';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { liveBooking, settleBooking } from '../capacity/book-referral.service';
import { BookingStatus } from '../capacity/booking.entity';
import { Referral, ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { recordEvent } from '../step/record-event';

export interface Expiring {
  readonly database: Database;
  readonly now: () => Date;
}

/** Slips that are looked at together; each ends in a transaction of its own. */
const atOnce = 100;

/** Who takes the step that nobody takes. */
const nobody = '系统（超过到院期限）';

/**
 * Ends accepted slips whose patients did not come in time (domain facts 3.3): NO_SHOW where a unit was
 * booked for her, else EXPIRED, an event of the receiver. However many processes do it and whenever they were started, each slip ends once: one
 * conditional update settles it. A patient who was sent down does not expire: she is to be met.
 * Yields how many it ended.
 */
export async function expireReferrals({ database, now }: Expiring): Promise<number> {
  let ended = 0;
  for (;;) {
    const at = now();
    const rows = await selectRows(
      database.read,
      Referral,
      'WHERE `status` = ? AND `dueAt` <= ? AND `direction` <> ? ORDER BY `dueAt`, `id` LIMIT ?',
      [ReferralStatus.ACCEPTED, at, ReferralDirection.DOWN, atOnce],
    );
    for (const row of rows) if (await expire(database, row, at)) ended += 1;
    if (rows.length < atOnce) return ended;
  }
}

const expire = (database: Database, referral: Referral, at: Date) =>
  database.transaction(async (manager) => {
    const { id, toInstitutionId: institutionId } = referral;
    const isBooked = (await liveBooking(manager, id)) !== undefined;
    const status = isBooked ? ReferralStatus.NO_SHOW : ReferralStatus.EXPIRED;
    const { affected } = await manager
      .createQueryBuilder()
      .update(Referral)
      .set({ status, endedAt: at, dueAt: null })
      .where('id = :id AND status = :from AND dueAt <= :at', {
        id,
        ...{ at, from: ReferralStatus.ACCEPTED },
      })
      .execute();
    if (affected !== 1) return false;
    if (isBooked) await settleBooking(manager, id, BookingStatus.NO_SHOW);
    const taken = { status, at, note: null };
    await recordEvent(manager, { name: nobody, institutionId }, referral, taken);
    return true;
  });
