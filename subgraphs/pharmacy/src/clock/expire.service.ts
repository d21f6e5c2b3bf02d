import type { Database } from '@lianyi/shared/database/database';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { Prescription } from '../prescription/prescription.entity';
import { recordStep } from '../prescription/record-step';
import type { Transitions } from '../rules/transitions';

export interface Expiring {
  readonly database: Database;
  readonly now: () => Date;
  readonly transitions: Transitions;
}

/** Sheets that are looked at together; each ends in a transaction of its own. */
const atOnce = 100;

/** Who takes the step that nobody takes. */
const nobody = '系统（超过有效期）';

/**
 * Ends sheets past their last moment (domain facts 4.2), an event of who issued them. However many
 * processes do it and whenever they were started, each sheet ends once: one conditional update
 * settles it. Yields how many it ended.
 */
export async function expirePrescriptions({ database, now, transitions }: Expiring) {
  const { from, to } = transitions.EXPIRE;
  let ended = 0;
  for (const status of from)
    for (;;) {
      const at = now();
      const tail = 'WHERE `status` = ? AND `validUntil` < ? ORDER BY `validUntil` LIMIT ?';
      const parameters = [status, at, atOnce];
      const rows = await selectRows(database.read, Prescription, tail, parameters);
      for (const row of rows) if (await expire(database, row, to, at)) ended += 1;
      if (rows.length < atOnce) break;
    }
  return ended;
}

const expire = (database: Database, sheet: Prescription, to: Prescription['status'], at: Date) =>
  database.transaction(async (manager) => {
    const { id, institutionId, status, validUntil } = sheet;
    const { affected } = await manager
      .createQueryBuilder()
      .update(Prescription)
      // It was over at its last moment, whenever the clock came by.
      .set({ status: to, endedAt: validUntil })
      .where('id = :id AND status = :status AND validUntil < :at', { id, status, at })
      .execute();
    if (affected !== 1) return false;
    await recordStep(manager, { name: nobody, institutionId }, sheet, {
      status: to,
      ...{ at, note: null },
    });
    return true;
  });
