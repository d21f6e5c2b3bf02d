import { expect, it } from '@jest/globals';
import { embeddedTables } from '@lianyi/gateway/embedded';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import { type DatabaseOptions, openDatabase } from '@lianyi/shared/database/open-database';
import {
  addColumns,
  columnTypes,
  createIndex,
  createTable,
  primary,
} from '@lianyi/shared/database/tables';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrationsInOrder } from './migrations-in-order';
import { type KnownTable, knownTables, refusalOf } from './old-rows';

/** The tables of each time there was, each form of a table once. */
async function everKnown(tables: DatabaseOptions, since: number): Promise<KnownTable[]> {
  const all = migrationsInOrder(tables.migrations);
  const forms = new Map<string, KnownTable>();
  for (const at of [...all.keys()].slice(since)) {
    const database = await openDatabase({ ...tables, migrations: all.slice(0, at + 1) });
    for (const table of await knownTables(database)) forms.set(JSON.stringify(table), table);
    await database.close();
  }
  return [...forms.values()];
}

/** What tables do not take today from code of a time before. */
async function refusals(kind: DatabaseKind, tables: (typeof embeddedTables)[number]) {
  const { location, remove } = testLocation(kind);
  // On a server, where each change takes long, the newest: both engines have the same tables.
  const known = await everKnown({ ...tables, location }, kind === 'mysql' ? -5 : 0);
  const database = await openDatabase({ ...tables, location });
  const refused: (string | null)[] = [];
  for (const table of known) refused.push(await refusalOf(database, table));
  await database.close();
  await remove([tables.name]);
  return { known, refused: refused.filter((refusal) => refusal !== null) };
}

class Create1700000000001 implements MigrationInterface {
  up(runner: QueryRunner) {
    const { varchar } = columnTypes;
    return createTable(runner, 'thing', {
      columns: [varchar('id', 36, primary), varchar('code', 20)],
    });
  }
  async down() {}
}

class Require1700000000002 implements MigrationInterface {
  up = (runner: QueryRunner) => addColumns(runner, 'thing', [columnTypes.varchar('must', 20)]);
  async down() {}
}

class TellApart1700000000003 implements MigrationInterface {
  up = (runner: QueryRunner) => createIndex(runner, 'thing', ['code'], { isUnique: true });
  async down() {}
}

describeOnBothDatabases('the tables of today', (kind) => {
  it.each(embeddedTables.map((tables) => [tables.name, tables] as const))(
    'take from code of any time before what it stores in %s',
    async (_, tables) => {
      const { known, refused } = await refusals(kind, tables);
      expect(known.length).toBeGreaterThan(5);
      expect(refused).toEqual([]);
    },
    60_000,
  );

  it.each([Require1700000000002, TellApart1700000000003])(
    'would not after %p, and it is told',
    async (migration) => {
      const migrations = { Create1700000000001, migration };
      const { refused } = await refusals(kind, { name: 'things', entities: [], migrations });
      expect(refused).toEqual([expect.stringMatching(/^thing: /)]);
    },
  );
});
