import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import type { Database, DatabaseKind } from '../database/database';
import {
  type DatabaseLocation,
  type DatabaseOptions,
  openDatabase,
} from '../database/open-database';
import { copyMigrated } from './copied-database';
import { guardReads } from './guard-reads';

/** Where tests find a MySQL-compatible server; `npm test` unsets it where none answers. */
const serverUrl = process.env.TEST_MYSQL_URL;

export interface TestDatabase {
  readonly database: Database;
  readonly location: DatabaseLocation;
  /** Closes it and removes every trace. */
  drop(): Promise<void>;
}

/** Runs the same tests on SQLite and, where a server answers, on MySQL. */
export function describeOnBothDatabases(title: string, tests: (kind: DatabaseKind) => void) {
  describe(`${title} (SQLite)`, () => tests('sqlite'));
  if (serverUrl) describe(`${title} (MySQL)`, () => tests('mysql'));
}

/** Runs tests of what a MySQL-compatible server alone does, where one answers. */
export function describeOnMysql(title: string, tests: () => void) {
  if (serverUrl) describe(`${title} (MySQL)`, tests);
}

/** Where a test's databases may lie: a folder, or a prefix on the server, of its own. */
export function testLocation(kind: DatabaseKind): {
  location: DatabaseLocation;
  remove(names: readonly string[]): Promise<void>;
} {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
  const prefix = `lianyi_test_${randomUUID().slice(0, 8)}_`;
  const url = kind === 'mysql' ? serverUrl : undefined;
  return {
    location: { url, dataDir, prefix },
    async remove(names) {
      rmSync(dataDir, { recursive: true, force: true });
      if (!url) return;
      const connection = await createConnection({ uri: url });
      for (const name of names)
        await connection.query(`DROP DATABASE IF EXISTS \`${prefix}${name}\``);
      await connection.end();
    },
  };
}

/** An empty database with the part's own tables, made by its migrations. */
export async function openTestDatabase(
  kind: DatabaseKind,
  tables: Pick<DatabaseOptions, 'name' | 'entities' | 'migrations' | 'statements' | 'serverRules'>,
): Promise<TestDatabase> {
  const { location, remove } = testLocation(kind);
  if (location.url) await copyMigrated(location.url, `${location.prefix}${tables.name}`, tables);
  const database = guardReads(await openDatabase({ ...tables, location }));
  return {
    database,
    location,
    async drop() {
      await database.close();
      await remove([tables.name]);
    },
  };
}

/** Statements by which the migrations' tables differ from the entities; none where they agree. */
export async function schemaDrift(database: Database): Promise<string[]> {
  const { upQueries } = await database.read.connection.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
