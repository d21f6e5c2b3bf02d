import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { createPool, type Pool } from 'mysql2/promise';
import type { AccessRow, AccessShape, ChainEnd } from './access-rows';
import type { RecordStore } from './hand-written';
import { driverParameter } from './kept-record';

/** The driver itself; one record's statements run side by side. */
export function openMysqlStore({ url, prefix }: DatabaseLocation, shape: AccessShape): RecordStore {
  const pools = new Map<string, Pool>(
    subgraphNames.map((name) => [name, openPool(`${url}/${prefix}${name}`)]),
  );
  const poolOf = (name: string) => {
    const pool = pools.get(name);
    if (!pool) throw new Error(`there is no database of ${name}`);
    return pool;
  };
  return {
    async read(statements) {
      await Promise.all(
        statements.map(({ database, sql, parameters }) =>
          poolOf(database).query(sql, parameters.map(driverParameter)),
        ),
      );
    },
    write: (rows) => extendLog(poolOf('patients'), shape, rows),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

const openPool = (uri: string) =>
  createPool({ uri, connectionLimit: 16, timezone: 'Z', charset: 'utf8mb4_bin' });

async function extendLog(pool: Pool, shape: AccessShape, rows: readonly AccessRow[]) {
  const connection = await pool.getConnection();
  try {
    await connection.query('START TRANSACTION');
    const [found] = await connection.query(
      'SELECT `seq`, `hash` FROM `access_chain` WHERE `id` = 1 FOR UPDATE',
    );
    const [end] = found as unknown as ChainEnd[];
    if (!end) throw new Error('the access log has no end');
    for (const { sql, parameters } of shape.statements(end, rows))
      await connection.query(sql, [...parameters]);
    await connection.query('COMMIT');
  } finally {
    connection.release();
  }
}
