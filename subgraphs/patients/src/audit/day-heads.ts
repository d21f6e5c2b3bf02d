import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { AccessArchive, AccessDay } from './access-day.entity';

const pageSize = 200;

/** The next finished day after `day`; undefined where there is none. */
export async function nextDay(read: EntityManager, day: string): Promise<AccessDay | undefined> {
  return (await selectRows(read, AccessDay, 'WHERE `day` > ? ORDER BY `day` LIMIT 1', [day]))[0];
}

/** The finished day before `day`; undefined where there is none. */
export async function dayBefore(read: EntityManager, day: string): Promise<AccessDay | undefined> {
  const tail = 'WHERE `day` < ? ORDER BY `day` DESC LIMIT 1';
  return (await selectRows(read, AccessDay, tail, [day]))[0];
}

/** Finished days from `from` to `to`, both included, in their order. */
export async function* daysBetween(
  read: EntityManager,
  from: string,
  to: string,
): AsyncGenerator<AccessDay> {
  const after = '`day` > ? AND `day` <= ?';
  for (let last = from, first = true; ; first = false) {
    const start = first ? after.replace('>', '>=') : after;
    const tail = `WHERE ${start} ORDER BY \`day\` LIMIT ${pageSize}`;
    const days = await selectRows(read, AccessDay, tail, [last, to]);
    yield* days;
    const end = days.at(-1);
    if (end === undefined || days.length < pageSize) return;
    last = end.day;
  }
}

/** The row of an archived day; undefined where its entries stand in the table. */
export async function archiveOf(
  read: EntityManager,
  day: string,
): Promise<AccessArchive | undefined> {
  return (await selectRows(read, AccessArchive, 'WHERE `day` = ?', [day]))[0];
}

/** The first archived day whose entries come after this place. */
export async function archiveAfter(
  read: EntityManager,
  seq: number,
): Promise<AccessArchive | undefined> {
  const tail = 'WHERE `lastSeq` > ? ORDER BY `lastSeq` LIMIT 1';
  return (await selectRows(read, AccessArchive, tail, [seq]))[0];
}

/** The last archived day. */
export async function lastArchive(read: EntityManager): Promise<AccessArchive | undefined> {
  return (await selectRows(read, AccessArchive, 'ORDER BY `lastSeq` DESC LIMIT 1'))[0];
}

/** The first and the last of these days that is archived; undefined where none is. */
export async function archivedBetween(
  read: EntityManager,
  from: string,
  to: string,
): Promise<readonly [string, string] | undefined> {
  const end = (order: string) =>
    selectRows(
      read,
      AccessArchive,
      `WHERE \`day\` >= ? AND \`day\` <= ? ORDER BY \`day\` ${order} LIMIT 1`,
      [from, to],
    );
  const [[first], [last]] = [await end('ASC'), await end('DESC')];
  return first && last && [first.day, last.day];
}
