import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { type DatabaseOptions, openDatabase } from '../database/open-database';

type Tables = Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;

/** Set for all workers of a run before they start; what is made under it is dropped at its end. */
const run = process.env.TEST_RUN;

/**
 * Makes a database whose tables are those the migrations make, as a copy of one that each run of
 * the tests migrates once: on a server that syncs each change of a table, migrating takes seconds.
 */
export async function copyMigrated(url: string, target: string, tables: Tables): Promise<void> {
  if (!run) return;
  const connection = await createConnection({ uri: url });
  try {
    const source = await migratedOnce(connection, url, tables);
    await connection.query(
      `CREATE DATABASE \`${target}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
    for (const table of await tablesOf(connection, source)) {
      const [from, to] = [`\`${source}\`.\`${table}\``, `\`${target}\`.\`${table}\``];
      await connection.query(`CREATE TABLE ${to} LIKE ${from}`);
      await connection.query(`INSERT INTO ${to} SELECT * FROM ${from}`);
    }
  } finally {
    await connection.end();
  }
}

/** The first that needs it migrates; the others wait for it. */
async function migratedOnce(connection: Connection, url: string, tables: Tables) {
  const prefix = `lianyi_test_${run}_`;
  const source = `${prefix}${tables.name}`;
  await connection.query('SELECT GET_LOCK(?, 120)', [source]);
  if ((await tablesOf(connection, source)).length === 0) {
    const location = { url, dataDir: '', prefix };
    await (await openDatabase({ ...tables, location })).close();
  }
  await connection.query('SELECT RELEASE_LOCK(?)', [source]);
  return source;
}

async function tablesOf(connection: Connection, database: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
    [database],
  );
  return rows.map(({ name }) => String(name));
}
