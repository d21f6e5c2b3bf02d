import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { aCounter, Counter, counterTables } from '../testing/counter';
import { describeOnBothDatabases, testLocation } from '../testing/test-databases';
import { migrateDatabase, openDatabase } from './open-database';
import { selectRows } from './select-rows';

/** Fails where it is told to, as where the process is killed there. */
let failAt: number | undefined;
const step = (at: number) => {
  if (failAt === at) throw new Error('killed');
};

class SeedCounter1732000001000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    for (const [at, id] of ['s1', 's2', 's3'].entries()) {
      step(at);
      await runner.query(
        `INSERT INTO \`counter\` (\`id\`, \`owner\`, \`value\`, \`at\`, \`open\`, \`notes\`) VALUES ('${id}', 'o', 1, '2026-01-01 00:00:00', 1, '[]')`,
      );
    }
    step(3);
    await runner.query('ALTER TABLE `counter` ADD COLUMN `added` varchar(10) NULL');
    step(4);
  }

  async down() {
    throw new Error('never');
  }
}

const newer = {
  ...counterTables,
  migrations: [...counterTables.migrations, SeedCounter1732000001000],
};

describeOnBothDatabases('migrating', (kind) => {
  let place: ReturnType<typeof testLocation>;
  beforeEach(() => {
    failAt = undefined;
    place = testLocation(kind);
  });
  afterEach(() => place.remove([counterTables.name]));

  it('tells what was run, and then nothing', async () => {
    const { location } = place;
    expect(await migrateDatabase({ ...newer, location })).toEqual([
      'CreateCounter1732000000000',
      'SeedCounter1732000001000',
    ]);
    expect(await migrateDatabase({ ...newer, location })).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4])('goes on with rows and columns after it broke off at %i', async (at) => {
    const { location } = place;
    failAt = at;
    await expect(migrateDatabase({ ...newer, location })).rejects.toThrow('killed');
    failAt = undefined;
    expect(await migrateDatabase({ ...newer, location })).toContain('SeedCounter1732000001000');
    const { read, close } = await openDatabase({ ...newer, location });
    const rows = await selectRows(read, Counter, 'ORDER BY `id`');
    expect(rows.map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
    await close();
  });

  it('takes nothing for done that it had not begun', async () => {
    const { location } = place;
    const { transaction, close } = await openDatabase({ ...counterTables, location });
    await transaction((manager) => manager.insert(Counter, aCounter({ id: 's2' })));
    await close();
    await expect(migrateDatabase({ ...newer, location })).rejects.toThrow(/duplicate|unique/i);
  });

  it('refuses a database that is newer than the program', async () => {
    const { location } = place;
    await migrateDatabase({ ...newer, location });
    await expect(migrateDatabase({ ...counterTables, location })).rejects.toThrow(
      'The database of counter is newer than this program, which does not know its migration SeedCounter1732000001000',
    );
  });

  it('lets an older program go on with a newer database', async () => {
    const { location } = place;
    await migrateDatabase({ ...newer, location });
    const { transaction, read, close } = await openDatabase({ ...counterTables, location });
    await transaction((manager) => manager.insert(Counter, aCounter()));
    expect(await selectRows(read, Counter, '')).toHaveLength(4);
    await close();
  });

  it('is left to npm run migrate where it is off', async () => {
    const location = { ...place.location, migrate: 'off' as const };
    const start = () => openDatabase({ ...newer, location });
    await expect(start()).rejects.toThrow(
      'MIGRATE is off, and the database of counter is not up to date (2 to run, from CreateCounter1732000000000 on): run npm run migrate first.',
    );
    await migrateDatabase({ ...counterTables, location: place.location });
    await expect(start()).rejects.toThrow('(1 to run, from SeedCounter');
    await migrateDatabase({ ...newer, location });
    await (await start()).close();
  });
});
