import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { ConfigError } from '../config/read-env';
import type { DatabaseOptions } from './open-database';
import type { ServerRules } from './server-rules';
import { faultsOf, type ServerVariables, sessionStatements } from './server-settings';

export interface PreparedServer {
  /** Which of the two dialects it speaks. */
  readonly type: 'mysql' | 'mariadb';
  /** What each connection says first. */
  readonly session: readonly string[];
}

/**
 * Creates the database where it is missing and looks whether the server is set so that nothing
 * acknowledged is lost: in production what is not is refused with ConfigError, else logged.
 * Binary collation: ids and codes compare byte for byte, as in SQLite.
 */
export async function prepareServer(
  url: string,
  database: string,
  rules: ServerRules,
  { location, logger }: Pick<DatabaseOptions, 'location' | 'logger'>,
): Promise<PreparedServer> {
  const connection = await createConnection({
    uri: url,
    connectTimeout: rules.connectMilliseconds,
  });
  try {
    const name = connection.escapeId(database);
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
    await connection.query(`USE ${name}`);
    const variables = await variablesOf(connection);
    const session = sessionStatements(rules, variables);
    for (const statement of session) await connection.query(statement);
    for (const { variable, problem } of faultsOf(rules, variables)) {
      if (location.production) throw new ConfigError(variable, problem);
      logger?.warn(`${variable} ${problem} In production this stops the start.`);
    }
    const version = variables.get('version') ?? '';
    return { type: version.includes('MariaDB') ? 'mariadb' : 'mysql', session };
  } finally {
    await connection.end();
  }
}

async function variablesOf(connection: Connection): Promise<ServerVariables> {
  const [rows] = await connection.query<RowDataPacket[]>('SHOW VARIABLES');
  return new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
}
