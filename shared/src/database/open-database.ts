import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSourceOptions, Logger as StatementLogger } from 'typeorm';
import type { Logger } from '../logging/logger';
import type { Database } from './database';
import { openMysql } from './mysql';
import type { ServerRules } from './server-rules';
import { openSqlite } from './sqlite';

export interface DatabaseOptions {
  /** The subgraph's name: file `<name>.db`, or database `lianyi_<name>`. */
  readonly name: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  readonly location: DatabaseLocation;
  /** Sees every statement; for tests that count them. */
  readonly statements?: StatementLogger | undefined;
  /** Told which migrations were run; a database that is newer than the program is then refused. */
  readonly migrating?: { report(applied: readonly string[]): void } | undefined;
  /** Told of what is wrong with the server, and of connections that do not come. */
  readonly logger?: Logger | undefined;
  /** Instead of the rules in `data/mysql-server.json`; for tests. */
  readonly serverRules?: Partial<ServerRules> | undefined;
}

export interface DatabaseLocation {
  /** `mysql://user:pass@host:port`; unset: an embedded SQLite file under `dataDir`. */
  readonly url?: string | undefined;
  readonly dataDir: string;
  /** Before the subgraph's name in a MySQL database's name (`lianyi_`). */
  readonly prefix?: string | undefined;
  /** Whether a server set so that acknowledged writes may be lost is refused. */
  readonly production?: boolean | undefined;
  /** `off`: a database whose tables are not up to date is refused instead of brought up to date. */
  readonly migrate?: 'on' | 'off' | undefined;
}

/** Opens a subgraph's database, creating it and bringing its tables up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { location, name } = options;
  if (location.url)
    return openMysql(location.url, `${location.prefix ?? 'lianyi_'}${name}`, options);
  mkdirSync(location.dataDir, { recursive: true, mode: 0o700 });
  return openSqlite(join(location.dataDir, `${name}.db`), options);
}

/**
 * Brings a subgraph's database up to date and closes it: the names of the migrations that were
 * run. Rejects with ConfigError where the database is newer than the program.
 */
export async function migrateDatabase(options: DatabaseOptions): Promise<readonly string[]> {
  let names: readonly string[] = [];
  const location = { ...options.location, migrate: 'on' as const };
  const migrating = {
    report(applied: readonly string[]) {
      names = applied;
    },
  };
  const database = await openDatabase({ ...options, location, migrating });
  await database.close();
  return names;
}
