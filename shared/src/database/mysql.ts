import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { traceStatements } from '../tracing/trace-statements';
import type { Database } from './database';
import type { DatabaseOptions } from './open-database';

/** Deadlock, lock wait time-out: the whole transaction is tried again. */
const retried = new Set([1213, 1205]);
const attempts = 6;

const isRetried = (error: unknown) =>
  error instanceof Error && 'errno' in error && retried.has(Number(error.errno));

/** A database on a MySQL-compatible server, created where it is missing. */
export async function openMysql(
  url: string,
  database: string,
  { entities, migrations, statements }: DatabaseOptions,
): Promise<Database> {
  const type = await createDatabase(url, database);
  const source = new DataSource({
    ...{ type, url, database, entities, migrations, migrationsRun: false },
    ...(statements ? { logger: statements, logging: ['query' as const] } : {}),
    ...{ timezone: 'Z', charset: 'utf8mb4_bin', supportBigNumbers: true, bigNumberStrings: false },
    extra: { connectionLimit: 8, connectTimeout: 5000, enableKeepAlive: true },
  });
  await source.initialize();
  await migrateAlone(source, database);
  traceStatements(source, database);
  return {
    kind: 'mysql',
    read: source.manager,
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await source.transaction('READ COMMITTED', work);
        } catch (error) {
          if (!isRetried(error) || attempt === attempts) throw error;
          await sleep(Math.random() * 20 * 2 ** attempt);
        }
      }
    },
    async ping() {
      await source.query('SELECT 1');
    },
    connections: () => connectionsOf(source),
    close: () => source.destroy(),
  };
}

/** The lists of mysql2's pool; it has no other way to tell how many wait. */
interface PoolLists {
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
}

function connectionsOf({ driver }: DataSource) {
  const pool: PoolLists = 'pool' in driver ? ((driver.pool ?? {}) as PoolLists) : {};
  const idle = pool._freeConnections?.length ?? 0;
  const waiting = pool._connectionQueue?.length ?? 0;
  return { inUse: (pool._allConnections?.length ?? 0) - idle, idle, waiting };
}

/**
 * Creates the database where it is missing and tells which of the two dialects the server
 * speaks. Binary collation: ids and codes compare byte for byte, as in SQLite.
 */
async function createDatabase(url: string, database: string): Promise<'mysql' | 'mariadb'> {
  const connection = await createConnection({ uri: url, connectTimeout: 5000 });
  await connection.query(
    `CREATE DATABASE IF NOT EXISTS ${connection.escapeId(database)} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  );
  const [rows] = await connection.query('SELECT VERSION() AS version');
  await connection.end();
  return JSON.stringify(rows).includes('MariaDB') ? 'mariadb' : 'mysql';
}

/** Several processes start at once: one migrates, the others wait for it. */
async function migrateAlone(source: DataSource, database: string) {
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT GET_LOCK(?, 120)', [`migrate ${database}`.slice(0, 64)]);
    await source.runMigrations();
    await runner.query('SELECT RELEASE_LOCK(?)', [`migrate ${database}`.slice(0, 64)]);
  } finally {
    await runner.release();
  }
}
