import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { Logger } from '@lianyi/shared/logging/logger';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { recordsOf } from '../person/hold-person';
import { FollowUpDuty, FollowUpDutyWalk } from './follow-up-duty.entity';
import { findWrong, layDuties } from './lay-duties.service';

export interface Walking {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Records of one step: a change of one of them waits no longer than that takes. */
const recordsAtOnce = 200;
/** Milliseconds after which a walk that nobody goes on with is taken up by another process. */
const abandonedAfter = 60_000;
/** Processes of a version that lays no duties are gone by then; what a later one did is mended. */
const [firstAfter, againAfter] = [15 * 60_000, 24 * 3_600_000];

const later = (from: Date, milliseconds: number) => new Date(from.getTime() + milliseconds);

/** Whether the duties answer: every person of this database was walked to, or laid as she came. */
export async function dutiesAnswer(manager: EntityManager): Promise<boolean> {
  return (await findWalk(manager))?.complete ?? false;
}

async function findWalk(manager: EntityManager): Promise<FollowUpDutyWalk | undefined> {
  const [walk] = await selectRows(manager, FollowUpDutyWalk, 'WHERE `id` = 1');
  return walk;
}

/** Notes the first walk, where there is no note yet. Where nobody is registered all is laid. */
export async function noteWalk({ database, now }: Pick<Walking, 'database' | 'now'>) {
  if (await findWalk(database.read)) return;
  const someone: unknown[] = await database.read.query('SELECT `id` FROM `patient` LIMIT 1');
  const complete = someone.length === 0;
  const dueAt = later(now(), complete ? againAfter : firstAfter);
  await database.transaction((manager) =>
    insertRows(manager, FollowUpDutyWalk, [{ id: 1, after: '', dueAt, complete }], {
      keepOn: ['id'],
    }),
  );
}

/** The walk, where it is due and no other process is at it. */
export async function findDueWalk({
  database,
  now,
}: Pick<Walking, 'database' | 'now'>): Promise<FollowUpDutyWalk | null> {
  const walk = await findWalk(database.read);
  return walk && walk.dueAt <= now() ? walk : null;
}

/**
 * Lays the duties of the next persons where they are not as they should be, and moves the walk on
 * in the same commit, by one conditional update: what a kill cut off goes on where it stood. Yields
 * where it stands then; null at its end, and where another process is at it.
 */
export async function walkOn(
  { database, logger, now }: Walking,
  walk: FollowUpDutyWalk,
  atOnce = recordsAtOnce,
): Promise<FollowUpDutyWalk | null> {
  const today = shanghaiDay(now());
  const ids = await recordsAfter(database.read, walk.after, atOnce);
  // A record that does not stand for a person has no records: hers are found with the one that does.
  const { membershipIds } = await findWrong(
    database.read,
    await recordsOf(database.read, ids),
    today,
  );
  const last = ids.at(-1);
  const next =
    last === undefined
      ? { after: '', complete: true, dueAt: later(now(), againAfter) }
      : { after: last, complete: walk.complete, dueAt: later(now(), abandonedAfter) };
  const moved = await database.transaction(async (manager) => {
    const { affected } = await manager.update(FollowUpDutyWalk, { id: 1, after: walk.after }, next);
    if (affected === 1 && membershipIds.length > 0) await layDuties(manager, ids, today);
    return affected === 1;
  });
  if (moved && next.complete && !walk.complete)
    logger.info('overdue follow-ups are answered by their duties from now on');
  return moved && last !== undefined ? { id: 1, ...next } : null;
}

async function recordsAfter(
  manager: EntityManager,
  after: string,
  atOnce: number,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT \`id\` FROM \`patient\` WHERE \`id\` > ? ORDER BY \`id\` LIMIT ${atOnce}`,
    [after],
  );
  return rows.map(({ id }) => id);
}

/**
 * Removes some duties of contracts that have run out, which pages need not pass over then. Yields
 * whether there may be more.
 */
export async function removeRunOut({
  database,
  now,
}: Pick<Walking, 'database' | 'now'>): Promise<boolean> {
  const today = shanghaiDay(now());
  const tail = `WHERE \`end\` < ? ORDER BY \`end\` LIMIT ${recordsAtOnce}`;
  const rows = await selectRows(database.read, FollowUpDuty, tail, [today]);
  if (rows.length === 0) return false;
  const ids = rows.map(({ membershipId }) => membershipId);
  const sql = `DELETE FROM \`follow_up_duty\` WHERE \`membershipId\` IN (${placeholders(ids)}) AND \`end\` < ?`;
  await database.transaction((manager) => manager.query(sql, [...ids, today]));
  return rows.length === recordsAtOnce;
}
