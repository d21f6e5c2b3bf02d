import type { EntityManager } from 'typeorm';
import { shanghaiDay } from '../time/shanghai-day';
import { insertRows } from './insert-rows';
import { selectRows } from './select-rows';

/** The row of a day: how many were numbered on it. */
export interface DayCount {
  /** Calendar day in Asia/Shanghai. */
  day: string;
  last: number;
}

/** How a document's number is written: its sign, the day, so many digits at least. */
export interface NumberForm {
  readonly sign: string;
  readonly digits: number;
}

/**
 * The next number of the moment's day, such as ZZ20261128001, by a table that counts. The day's row
 * stays locked until the commit: numbers have no gap, as one that is not used is not taken, and
 * documents of a day are numbered one after the other.
 */
export async function takeDayNumber(
  manager: EntityManager,
  table: new () => DayCount,
  { sign, digits }: NumberForm,
  at: Date,
): Promise<string> {
  const day = shanghaiDay(at);
  await insertRows(manager, table, [{ day, last: 0 }], { keepOn: ['day'] });
  await manager.increment(table, { day }, 'last', 1);
  const [row] = await selectRows(manager, table, 'WHERE `day` = ?', [day]);
  if (!row) throw new Error(`no number for ${day} after its insert`);
  return `${sign}${day.replaceAll('-', '')}${String(row.last).padStart(digits, '0')}`;
}
