import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { ConfigError } from '../config/read-env';
import type { DatabaseOptions } from './open-database';

type Options = Pick<DatabaseOptions, 'name' | 'location' | 'migrating'>;

/**
 * Brings a database's tables up to date, or refuses with ConfigError where it must not. `apply`
 * runs the migrations that wait and yields their names.
 */
export async function bringUpToDate(
  source: DataSource,
  { name, location, migrating }: Options,
  apply: () => Promise<readonly string[]>,
): Promise<void> {
  const executor = new MigrationExecutor(source);
  if (migrating) await refuseNewer(executor, source, name);
  if (location.migrate !== 'off') {
    const applied = await apply();
    migrating?.report(applied);
    return;
  }
  const waiting = await executor.getPendingMigrations();
  if (waiting.length > 0)
    throw new ConfigError(
      'MIGRATE',
      `is off, and the database of ${name} is not up to date (${waiting.length} to run, from ${waiting[0]?.name} on): run npm run migrate first.`,
    );
}

async function refuseNewer(executor: MigrationExecutor, source: DataSource, name: string) {
  const known = new Set(source.migrations.map((migration) => nameOf(migration)));
  const newer = (await executor.getExecutedMigrations()).find((one) => !known.has(one.name));
  if (newer)
    throw new ConfigError(
      `The database of ${name}`,
      `is newer than this program, which does not know its migration ${newer.name}: run the newer program's npm run migrate.`,
    );
}

const nameOf = (migration: DataSource['migrations'][number]) =>
  migration.name ?? migration.constructor.name;

/**
 * A table, a column, an index or a row is there already, or what was to be dropped is gone: what
 * the statements of a migration meet where it is run again.
 */
const doneAlready: ReadonlySet<number> = new Set([1050, 1060, 1061, 1062, 1051, 1091]);

const isDone = (error: unknown) =>
  error instanceof Error && 'errno' in error && doneAlready.has(Number(error.errno));

/**
 * Runs what waits on a server that commits each change of tables by itself. A migration is marked
 * before its first statement: where the mark is found, it broke off in the middle, and of its
 * statements those that were done are passed over. Yields the names of what it ran.
 */
export async function applyResumably(source: DataSource, runner: QueryRunner): Promise<string[]> {
  const executor = new MigrationExecutor(source, runner);
  // It makes the table of the migrations where there is none, too.
  if (!(await executor.showMigrations())) return [];
  await runner.query(
    'CREATE TABLE IF NOT EXISTS `migration_begun` (`name` varchar(190) NOT NULL PRIMARY KEY)',
  );
  const applied: string[] = [];
  for (const migration of await executor.getPendingMigrations()) {
    const { name, instance } = migration;
    const marks: unknown[] = await runner.query(
      'SELECT `name` FROM `migration_begun` WHERE `name` = ?',
      [name],
    );
    if (marks.length === 0)
      await runner.query('INSERT INTO `migration_begun` (`name`) VALUES (?)', [name]);
    await instance?.up(marks.length > 0 ? passingOverDone(runner) : runner);
    await executor.insertMigration(migration);
    await runner.query('DELETE FROM `migration_begun` WHERE `name` = ?', [name]);
    applied.push(name);
  }
  return applied;
}

/** The same runner, to which a statement that was done already is no error. */
function passingOverDone(runner: QueryRunner): QueryRunner {
  const query = async (text: string, parameters?: unknown[], structured?: boolean) => {
    try {
      return structured
        ? await runner.query(text, parameters, structured)
        : await runner.query(text, parameters);
    } catch (error) {
      if (!isDone(error)) throw error;
      return [];
    }
  };
  return new Proxy(runner, {
    get: (target, property, receiver) =>
      property === 'query' ? query : Reflect.get(target, property, receiver),
  });
}
