import type { Database, DatabaseKind } from '../database/database';
import { openDatabase } from '../database/open-database';
import type { ProductEvent, SentEvent } from '../events/event';
import { eventEntities, OutboxEvent } from '../events/event.entity';
import { type EventNumbers, readEventNumbers } from '../events/event-numbers';
import { eventMigrations } from '../events/feed-outbox';
import { recordEvents } from '../events/record-events';
import { createRelay } from '../events/relay';
import { createLogger } from '../logging/logger';
import { aCounter, Counter, counterTables } from './counter';
import { openTestDatabase } from './test-databases';

/** A database with a table of its own, `counter`, beside those of events. */
export const eventTables = {
  name: 'events',
  entities: [...counterTables.entities, ...eventEntities],
  migrations: [...counterTables.migrations, ...eventMigrations],
};

/** The product's numbers, with pauses that a test can wait for. */
export const testNumbers = (overrides: Partial<EventNumbers> = {}): EventNumbers => ({
  ...readEventNumbers(),
  ...{ gatherMilliseconds: 1, firstPauseMilliseconds: 2, longestPauseMilliseconds: 20 },
  ...overrides,
});

/** The `version`th thing that happened to a patient. */
export const anEvent = (patientId: string, version: number): ProductEvent => ({
  id: `results.report.stored:LAB:${patientId}:${version}`,
  type: 'results.report.stored',
  key: patientId,
  payload: {
    kind: 'LAB',
    ...{ reportId: `report-of-${patientId}`, version, patientId },
    ...{ institutionId: 'county-hospital', inForce: true, sensitive: false },
  },
});

export const silent = createLogger('test', 'silent');
const now = () => new Date();

/** Records events, each in a transaction of its own, one after the other. */
export async function recordEach(database: Database, events: readonly ProductEvent[]) {
  for (const event of events)
    await database.transaction((manager) => recordEvents(manager, [event], now()));
}

export const unsentOf = ({ read }: Database) =>
  read.query('SELECT `id` FROM `outbox_event` WHERE `sentAt` IS NULL ORDER BY `sequence`');

export const relayOf = (
  database: Database,
  send: (events: readonly SentEvent[]) => Promise<void>,
  numbers = testNumbers(),
  holder = 'relay',
) =>
  createRelay({
    database,
    bus: { place: async () => null, send },
    numbers,
    logger: silent,
    now,
    holder,
  });

/** As a handler's effect: the counter of the event's key, one higher. */
export const countUp = async (
  { key }: SentEvent,
  manager: { query(sql: string, parameters: unknown[]): Promise<unknown> },
) => void (await manager.query('UPDATE `counter` SET `value` = `value` + 1 WHERE `id` = ?', [key]));

export const countOf = async ({ read }: Database, id: string) =>
  (await read.findOneByOrFail(Counter, { id })).value;

/** An outbox, with counters named as the keys, and more processes on the same database. */
export async function openOutbox(kind: DatabaseKind, keys: readonly string[] = []) {
  const test = await openTestDatabase(kind, eventTables);
  const opened: Database[] = [];
  await test.database.transaction((manager) => manager.save(keys.map((id) => aCounter({ id }))));
  return {
    database: test.database,
    async another() {
      const database = await openDatabase({ ...eventTables, location: test.location });
      opened.push(database);
      return database;
    },
    all: () => test.database.read.find(OutboxEvent, { order: { sequence: 'ASC' } }),
    async drop() {
      await Promise.all(opened.map((database) => database.close()));
      await test.drop();
    },
  };
}

/** Resolves when it holds; fails a test that waits for nothing. */
export async function eventually(holds: () => boolean | Promise<boolean>, milliseconds = 10_000) {
  const until = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error('it never held');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
