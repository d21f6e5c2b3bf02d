import { DataSource } from 'typeorm';
import { traceStatements } from '../tracing/trace-statements';
import type { Database } from './database';
import { applyResumably, bringUpToDate } from './migrations';
import { pooledDriver } from './mysql-pool';
import { inMysqlTransaction, refuseBrokenReads } from './mysql-transaction';
import type { DatabaseOptions } from './open-database';
import { prepareServer } from './prepare-server';
import { readServerRules } from './server-rules';

/** A database on a MySQL-compatible server, created where it is missing. */
export async function openMysql(
  url: string,
  database: string,
  options: DatabaseOptions,
): Promise<Database> {
  const { entities, migrations, statements, logger } = options;
  const rules = { ...readServerRules(), ...options.serverRules };
  const { type, session } = await prepareServer(url, database, rules, options);
  const { waitMilliseconds } = rules;
  const source = new DataSource({
    type,
    ...{ url, database, entities, migrations, migrationsRun: false },
    ...(statements ? { logger: statements, logging: ['query' as const] } : {}),
    ...{ timezone: 'Z', charset: 'utf8mb4_bin', supportBigNumbers: true, bigNumberStrings: false },
    driver: pooledDriver({ session, waitMilliseconds, logger }),
    extra: {
      connectionLimit: rules.connections,
      queueLimit: rules.mostWaiting,
      ...{ connectTimeout: rules.connectMilliseconds, enableKeepAlive: true },
    },
  });
  await source.initialize();
  try {
    await bringUpToDate(source, options, () => migrateAlone(source, database));
  } catch (error) {
    await source.destroy();
    throw error;
  }
  refuseBrokenReads(source);
  traceStatements(source, database);
  return {
    kind: 'mysql',
    read: source.manager,
    transaction: (work) => inMysqlTransaction(source, work, rules),
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

/** Several processes start at once: one migrates, the others wait for it. */
async function migrateAlone(source: DataSource, database: string) {
  const lock = `migrate ${database}`.slice(0, 64);
  const runner = source.createQueryRunner();
  try {
    const [{ held }]: [{ held: unknown }] = await runner.query('SELECT GET_LOCK(?, 120) AS held', [
      lock,
    ]);
    if (Number(held) !== 1) throw new Error(`another process migrates ${database} for too long`);
    return await applyResumably(source, runner);
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [lock]).catch(() => undefined);
    await runner.release();
  }
}
