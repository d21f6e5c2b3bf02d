import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { ReferralNumber } from '../referral/referral-number.entity';

/** Digits a number has at least, as on the paper form: ZZ, the day, three digits. */
const digits = 3;

/**
 * The next number of the moment's day, such as ZZ20261128001. The day's row stays locked until
 * the commit: numbers have no gap, as one that is not used is not taken, and submissions of a day
 * go one after the other.
 */
export async function takeNumber(manager: EntityManager, at: Date): Promise<string> {
  const day = shanghaiDay(at);
  await insertRows(manager, ReferralNumber, [{ day, last: 0 }], { keepOn: ['day'] });
  await manager.increment(ReferralNumber, { day }, 'last', 1);
  const [row] = await selectRows(manager, ReferralNumber, 'WHERE `day` = ?', [day]);
  if (!row) throw new Error(`no number for ${day} after its insert`);
  return `ZZ${day.replaceAll('-', '')}${String(row.last).padStart(digits, '0')}`;
}
