import { IsNull } from 'typeorm';
import type { Database } from '../database/database';
import { placeholders, selectRows, toParameters } from '../database/select-rows';
import type { SentEvent } from './event';
import { OutboxEvent } from './event.entity';
import type { EventTransport } from './event-bus';
import type { EventNumbers } from './event-numbers';
import type { Lease } from './lease';

/**
 * The two ways of an event out of its outbox, each with its mark: to those who listen, and into the
 * change feed. Neither waits for the other.
 */
export type Way = 'bus' | 'feed';
const marks = { bus: 'sentAt', feed: 'fedAt' } as const;

export interface Sending {
  readonly way: Way;
  readonly database: Database;
  readonly bus: EventTransport;
  readonly lease: Lease;
  readonly numbers: EventNumbers;
  readonly now: () => Date;
}

const unsent = (database: Database, way: Way, most: number) =>
  selectRows(
    database.read,
    OutboxEvent,
    `WHERE \`${marks[way]}\` IS NULL ORDER BY \`sequence\` LIMIT ${most}`,
  );

/** The row holds what `recordEvents` was given. */
const toEvent = ({ id, type, orderKey, payload, createdAt }: OutboxEvent) =>
  ({ id, type, key: orderKey, payload, at: createdAt }) as SentEvent;

/**
 * Sends what waits, oldest first, to a place, and marks it once it was taken: killed in between, it
 * is sent again. False where another process is at it. Two at once, after a lease ran out, send some
 * twice, but none before an earlier one of its key: each begins with the oldest that is not marked.
 */
export async function sendWaiting(sending: Sending, place: string | null): Promise<boolean> {
  const { database, lease, numbers, way } = sending;
  if ((await unsent(database, way, 1)).length === 0) return true;
  if (!(await lease.take())) return false;
  try {
    for (;;) {
      const rows = await unsent(database, way, numbers.batch);
      if (rows.length > 0) await sending.bus.send(rows.map(toEvent), place);
      const last = rows.length < numbers.batch;
      const held = await markSent(sending, rows, place, last);
      if (last || !held) return held;
    }
  } catch (error) {
    await database.transaction((manager) => lease.release(manager)).catch(() => undefined);
    throw error;
  }
}

/** Marks rows as sent and holds the lease on, or gives it up with the last ones. */
function markSent(
  { database, lease, now, way }: Sending,
  rows: readonly OutboxEvent[],
  place: string | null,
  last: boolean,
): Promise<boolean> {
  return database.transaction(async (manager) => {
    const sequences = rows.map(({ sequence }) => sequence);
    if (sequences.length > 0)
      await manager.query(
        `UPDATE \`outbox_event\` SET \`${marks[way]}\` = ?${way === 'bus' ? ', `place` = ?' : ''} WHERE \`sequence\` IN (${placeholders(sequences)})`,
        toParameters(manager, [now(), ...(way === 'bus' ? [place] : []), ...sequences]),
      );
    if (!last) return lease.hold(manager);
    await lease.release(manager);
    return true;
  });
}

type Keeping = Pick<Sending, 'database' | 'numbers' | 'now'>;

const keptSince = ({ numbers, now }: Keeping, more = 0) =>
  new Date(now().getTime() - (numbers.keepDays + more) * 86_400_000);

/** Everything recorded within the days it is kept and sent to another place waits again. */
export const sendLostAgain = (keeping: Keeping, place: string) =>
  keeping.database.transaction((manager) =>
    manager.query(
      'UPDATE `outbox_event` SET `sentAt` = NULL, `place` = NULL WHERE `place` <> ? AND `createdAt` > ?',
      toParameters(manager, [place, keptSince(keeping)]),
    ),
  );

/**
 * Removes what was sent longer ago than it is kept and is in the change feed. What was handled is remembered a day longer
 * than anything is sent again.
 */
export async function pruneEvents(keeping: Keeping) {
  const remove = (where: string, before: Date) =>
    keeping.database.transaction((manager) =>
      manager.query(`DELETE FROM ${where}`, toParameters(manager, [before])),
    );
  await remove('`outbox_event` WHERE `sentAt` < ? AND `fedAt` IS NOT NULL', keptSince(keeping));
  await remove('`handled_event` WHERE `handledAt` < ?', keptSince(keeping, 1));
}

export interface OutboxState {
  readonly unsent: number;
  /** Seconds the oldest has waited; 0 where none does. */
  readonly oldestSeconds: number;
}

/** How much waits to go one way. */
export async function outboxState(database: Database, way: Way, now: Date): Promise<OutboxState> {
  const count = await database.read.countBy(OutboxEvent, { [marks[way]]: IsNull() });
  const [oldest] = await unsent(database, way, 1);
  const waited = oldest ? (now.getTime() - oldest.createdAt.getTime()) / 1000 : 0;
  return { unsent: count, oldestSeconds: Math.max(0, waited) };
}
