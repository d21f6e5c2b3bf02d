import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database';
import { insertRows } from '../database/insert-rows';
import type { ProductEvent } from './event';
import { OutboxEvent } from './event.entity';

/** Transactions in which something was recorded and that have not ended. */
const recording = new WeakSet<EntityManager>();

/**
 * Records events within the transaction that stores what they tell of: both are there or neither.
 * The same fact recorded again stays the one event.
 */
export async function recordEvents(
  manager: EntityManager,
  events: readonly ProductEvent[],
  createdAt: Date,
) {
  const rows = events.map(({ id, type, key, payload }) => ({
    id,
    ...{ type, orderKey: key, payload, createdAt },
  }));
  await insertRows(manager, OutboxEvent, rows, { keepOn: ['id'] });
  if (rows.length > 0) recording.add(manager);
}

/** The database, telling after each commit of a transaction that recorded an event. */
export function tellingOfEvents(database: Database, recorded: () => void): Database {
  return {
    ...database,
    async transaction(work) {
      let some = false;
      const result = await database.transaction(async (manager) => {
        const done = await work(manager);
        some = recording.delete(manager);
        return done;
      });
      if (some) recorded();
      return result;
    },
  };
}
