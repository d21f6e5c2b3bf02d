import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { embeddedTables } from '@lianyi/gateway/embedded';
import {
  type DatabaseOptions,
  migrateDatabase,
  openDatabase,
} from '@lianyi/shared/database/open-database';
import {
  describeOnBothDatabases,
  describeOnMysql,
  schemaDrift,
  testLocation,
} from '@lianyi/shared/testing/test-databases';
import { migrationsInOrder } from './migrations-in-order';

const changes = /^\s*(?:CREATE (?:TABLE|UNIQUE INDEX|INDEX)|ALTER|DROP|INSERT|UPDATE|DELETE)\b/;
const ignore = () => undefined;
/** Migrations of each part that are broken off; those before them are run whole. */
const newest = 4;

const listening = (
  logQuery: (text: string, parameters?: unknown[]) => void,
): NonNullable<DatabaseOptions['statements']> => ({
  logQuery,
  ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore },
  ...{ logMigration: ignore, log: ignore },
});

/** Breaks off before each statement that changes something, when it is first met. */
function breakingOff() {
  const met = new Set<string>();
  return listening((text, parameters = []) => {
    const statement = `${text} ${JSON.stringify(parameters)}`;
    if (!changes.test(text) || met.has(statement)) return;
    met.add(statement);
    throw new Error('killed');
  });
}

/** Gathers questions to the server's catalogue about a table and its indices; none is needed. */
function lookingUp() {
  const found: string[] = [];
  const statements = listening((text) => {
    if (/INFORMATION_SCHEMA\W+STATISTICS/i.test(text)) found.push(text);
  });
  return { found, statements };
}

describeOnBothDatabases('npm run migrate', (kind) => {
  let place: ReturnType<typeof testLocation>;
  beforeEach(() => {
    place = testLocation(kind);
  });
  afterEach(() => place.remove(embeddedTables.map(({ name }) => name)));

  describe.each(embeddedTables.map((tables) => [tables.name, tables] as const))(
    'for %s',
    (_, tables) => {
      it('goes on from between any two statements', async () => {
        const { location } = place;
        const statements = breakingOff();
        const before = migrationsInOrder(tables.migrations).slice(0, -newest);
        await migrateDatabase({ ...tables, migrations: before, location });
        let breaks = 0;
        for (let ended = false; !ended; ) {
          const migrated = migrateDatabase({ ...tables, location, statements });
          ended = await migrated.then(
            () => true,
            (error: unknown) => {
              if (String(error) !== 'Error: killed') throw error;
              return false;
            },
          );
          breaks += ended ? 0 : 1;
        }
        expect(breaks).toBeGreaterThanOrEqual(3);
        expect(await migrateDatabase({ ...tables, location })).toEqual([]);
        const database = await openDatabase({ ...tables, location });
        expect(await schemaDrift(database)).toEqual([]);
        await database.close();
      }, 120_000);
    },
  );
});

describeOnMysql('npm run migrate', () => {
  it.each(embeddedTables.map((tables) => [tables.name, tables] as const))(
    'looks no table of %s up in the catalogue of the server',
    async (name, tables) => {
      const { location, remove } = testLocation('mysql');
      const { found, statements } = lookingUp();
      expect(await migrateDatabase({ ...tables, location, statements })).not.toEqual([]);
      await remove([name]);
      expect(found).toEqual([]);
    },
  );
});

interface ColumnRow {
  readonly place: string;
  readonly table: string;
  readonly required: number;
  readonly preset: string | null;
}

const columns =
  'SELECT m.name || \'.\' || c.name AS place, m.name AS "table", c."notnull" AS required, c.dflt_value AS preset FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = \'table\'';

describe.each(embeddedTables.map((tables) => [tables.name, tables] as const))(
  'each migration of %s',
  (_, tables) => {
    it('leaves tables that the code before it can go on with', async () => {
      const { location, remove } = testLocation('sqlite');
      const all = migrationsInOrder(tables.migrations);
      let before: ColumnRow[] = [];
      for (const at of all.keys()) {
        const migrations = all.slice(0, at + 1);
        const { read, close } = await openDatabase({ ...tables, migrations, location });
        const after: ColumnRow[] = await read.query(columns);
        await close();
        const known = new Set(before.map(({ place }) => place));
        const old = new Set(before.map(({ table }) => table));
        const there = new Set(after.map(({ place }) => place));
        expect(before.filter(({ place }) => !there.has(place))).toEqual([]);
        const forced = after.filter(
          ({ place, table, required, preset }) =>
            old.has(table) && !known.has(place) && required === 1 && preset === null,
        );
        expect(forced).toEqual([]);
        before = after;
      }
      await remove([tables.name]);
    });
  },
);
