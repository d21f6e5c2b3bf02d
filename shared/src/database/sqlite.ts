import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions';
import { traceStatements } from '../tracing/trace-statements';
import type { Database } from './database';
import { DatabaseUnavailable, UnknownOutcome } from './database-errors';
import { type ReadConnection, readDirectly } from './direct-reads';
import { holdTransaction, type SqliteConnection } from './hold-transaction';
import { bringUpToDate } from './migrations';
import type { DatabaseOptions } from './open-database';
import { createTurnstile } from './turnstile';

/** Milliseconds SQLite itself waits for a lock: it blocks the whole process, so hardly at all. */
const busyTimeout = 2;
/** A reader meets a lock for the moment only in which another process mends what a killed one left. */
const readerTimeout = 5000;
/** Milliseconds a transaction waits for another process's, without blocking this one. */
const patience = 10_000;

const durable = (connection: SqliteConnection) => {
  connection.pragma('journal_mode = WAL');
  // FULL: a commit is on the disk before it is answered (design rule 3).
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  holdTransaction(connection);
};

const readOnly = (connection: SqliteConnection) => {
  connection.pragma('query_only = ON');
  connection.pragma('cache_size = -65536');
};

/** The connection of its own that committed rows are read by. */
async function openReader(options: BetterSqlite3DataSourceOptions, part: string) {
  const connected: ReadConnection[] = [];
  const prepareDatabase = (connection: SqliteConnection & ReadConnection) => {
    readOnly(connection);
    connected.push(connection);
  };
  const reader = new DataSource({ ...options, timeout: readerTimeout, prepareDatabase });
  await reader.initialize();
  for (const connection of connected) readDirectly(reader, connection, part);
  return reader;
}

/**
 * An embedded database. TypeORM keeps one connection per SQLite data source and would weave
 * concurrent transactions into one, so writes take turns on a connection of their own and
 * reads have another, which sees committed rows only.
 */
export async function openSqlite(file: string, options: DatabaseOptions): Promise<Database> {
  const { entities, migrations, statements } = options;
  const common = {
    type: 'better-sqlite3',
    database: file,
    timeout: busyTimeout,
    entities,
  } as const;
  const logging = statements ? { logger: statements, logging: ['query' as const] } : {};
  const writer = new DataSource({ ...common, ...logging, migrations, prepareDatabase: durable });
  await alone(file, async () => {
    await writer.initialize();
    await bringUpToDate(writer, options, async () =>
      (await writer.runMigrations()).map(({ name }) => name),
    ).catch(async (error: unknown) => {
      await writer.destroy();
      throw error;
    });
  });
  const reader = await openReader({ ...common, ...logging }, options.name);
  for (const source of [reader, writer]) traceStatements(source, options.name);
  const turn = createTurnstile();
  return {
    kind: 'sqlite',
    read: reader.manager,
    async transaction(work) {
      try {
        return await turn(() => whenFree(() => inTransaction(writer, work)));
      } catch (error) {
        throw asRefusal(error);
      }
    },
    async ping() {
      await reader.query('SELECT 1');
    },
    connections: () => {
      const inUse = Math.min(1, turn.present);
      return { inUse, idle: 1 - inUse, waiting: turn.present - inUse };
    },
    async close() {
      await turn(() => Promise.resolve());
      await Promise.all([reader.destroy(), writer.destroy()]);
    },
  };
}

const inTransaction = <Result>(
  writer: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> =>
  writer.transaction(async (manager) => {
    // The first statement writes, so the lock is taken before anything is read: a second
    // process waits here instead of failing when it would turn its read into a write.
    await manager.query('DELETE FROM migrations WHERE 1 = 0');
    return work(manager);
  });

/** SQLite's own code of an error, such as SQLITE_BUSY or SQLITE_IOERR_FSYNC; empty where it is none. */
function codeOf(error: unknown): string {
  if (!(error instanceof QueryFailedError)) return '';
  const { driverError } = error;
  return 'code' in driverError ? String(driverError.code) : '';
}

const isBusy = (error: unknown) => codeOf(error).startsWith('SQLITE_BUSY');

/**
 * The disk takes nothing: SQLite rolled back. What a disk that fails in the middle of a commit kept
 * is known only after the next start.
 */
function asRefusal(error: unknown): unknown {
  if (codeOf(error) === 'SQLITE_FULL') return new DatabaseUnavailable(error);
  return codeOf(error).startsWith('SQLITE_IOERR') ? new UnknownOutcome(error) : error;
}

/** Tries again while another process holds the lock. */
async function whenFree<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      await sleep(5 + Math.random() * 20);
    }
  }
}

/** Several processes start at once: one makes the tables, the others wait for it. */
async function alone(file: string, work: () => Promise<void>) {
  const gate = new DataSource({
    type: 'better-sqlite3',
    database: `${file}.lock`,
    timeout: busyTimeout,
  });
  await gate.initialize();
  try {
    await whenFree(() => gate.query('BEGIN IMMEDIATE'));
    await work();
    await gate.query('COMMIT');
  } finally {
    await gate.destroy();
  }
}
