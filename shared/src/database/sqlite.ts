import { DataSource, type EntityManager } from 'typeorm';
import type { Database } from './database';
import type { DatabaseOptions } from './open-database';
import { createTurnstile } from './turnstile';

/** The part of better-sqlite3 that is used before TypeORM takes the connection. */
interface Connection {
  pragma(text: string): unknown;
}

/** How long a statement waits for another process's write, in milliseconds. */
const busyTimeout = 10_000;

const durable = (connection: Connection) => {
  connection.pragma('journal_mode = WAL');
  // FULL: a commit is on the disk before it is answered (design rule 3).
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
};

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
  const writer = await new DataSource({
    ...{ ...common, ...logging, migrations, migrationsRun: true },
    prepareDatabase: durable,
  }).initialize();
  const reader = await new DataSource({
    ...{ ...common, ...logging },
    prepareDatabase: (connection: Connection) => {
      durable(connection);
      connection.pragma('query_only = ON');
      connection.pragma('cache_size = -65536');
    },
  }).initialize();
  const turn = createTurnstile();

  const inTransaction = <Result>(work: (manager: EntityManager) => Promise<Result>) =>
    writer.transaction(async (manager) => {
      // The first statement writes, so the lock is taken before anything is read: a second
      // process waits here instead of failing when it would turn its read into a write.
      await manager.query('DELETE FROM migrations WHERE 1 = 0');
      return work(manager);
    });

  return {
    kind: 'sqlite',
    read: reader.manager,
    transaction: (work) => turn(() => inTransaction(work)),
    async ping() {
      await reader.query('SELECT 1');
    },
    async close() {
      await turn(() => Promise.resolve());
      await Promise.all([reader.destroy(), writer.destroy()]);
    },
  };
}
