import { ConfigError } from '@lianyi/shared/config/read-env';
import type { Database } from '@lianyi/shared/database/database';
import type { EntityManager } from 'typeorm';

interface Guard {
  readonly table: string;
  /** `replace`: SQLite puts a row in another's place without asking the triggers of removal. */
  readonly deed: 'update' | 'delete' | 'replace';
  /** Refuses only where this holds. */
  readonly where?: string;
}

const archived =
  'SELECT 1 FROM `access_archive` WHERE `lastSeq` >= OLD.`seq` AND `firstSeq` <= OLD.`seq`';

const guards: readonly Guard[] = [
  { table: 'access_event', deed: 'update' },
  { table: 'access_event', deed: 'delete', where: `NOT EXISTS (${archived})` },
  {
    table: 'access_event',
    deed: 'replace',
    where: 'EXISTS (SELECT 1 FROM `access_event` WHERE `seq` = NEW.`seq`)',
  },
  ...['access_day', 'access_archive'].flatMap((table): Guard[] => [
    { table, deed: 'update' },
    { table, deed: 'delete' },
    {
      table,
      deed: 'replace',
      where: `EXISTS (SELECT 1 FROM \`${table}\` WHERE \`day\` = NEW.\`day\`)`,
    },
  ]),
  { table: 'access_chain', deed: 'update', where: 'NEW.`seq` < OLD.`seq`' },
  { table: 'access_chain', deed: 'delete' },
];

interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly create: string;
  /** The text the database keeps of it. */
  readonly kept: string;
}

/** The triggers that keep the log from being changed or removed, for one of the engines. */
export function guardTriggers(kind: Database['kind']): readonly Trigger[] {
  if (kind === 'sqlite') return guards.map(sqliteTrigger);
  return guards.filter(({ deed }) => deed !== 'replace').map(mysqlTrigger);
}

const nameOf = ({ table, deed }: Guard) => `${table}_no_${deed}`;
const refusal = (table: string) => `${table}: what the access log holds stays`;

function sqliteTrigger(guard: Guard): Trigger {
  const { table, deed, where } = guard;
  const when = where ? ` WHEN ${where}` : '';
  const event = deed === 'replace' ? 'INSERT' : deed.toUpperCase();
  const create = `CREATE TRIGGER \`${nameOf(guard)}\` BEFORE ${event} ON \`${table}\`${when} BEGIN SELECT RAISE(ABORT, '${refusal(table)}'); END`;
  return { name: nameOf(guard), table, create, kept: create };
}

function mysqlTrigger(guard: Guard): Trigger {
  const { table, deed, where } = guard;
  const refuse = `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${refusal(table)}'`;
  const kept = where ? `IF ${where} THEN ${refuse}; END IF` : refuse;
  const create = `CREATE TRIGGER \`${nameOf(guard)}\` BEFORE ${deed.toUpperCase()} ON \`${table}\` FOR EACH ROW ${kept}`;
  return { name: nameOf(guard), table, create, kept };
}

const listOf = {
  sqlite: "SELECT `name`, `sql` AS `kept` FROM `sqlite_master` WHERE `type` = 'trigger'",
  mysql:
    'SELECT `TRIGGER_NAME` AS `name`, `ACTION_STATEMENT` AS `kept` FROM `information_schema`.`TRIGGERS` WHERE `TRIGGER_SCHEMA` = DATABASE()',
};

/** Guards that are not there, or not as they should be. */
export async function missingGuards(kind: Database['kind'], manager: EntityManager) {
  const rows: { name: string; kept: string }[] = await manager.query(listOf[kind]);
  const kept = new Map(rows.map((row) => [row.name, row.kept]));
  return guardTriggers(kind).filter((trigger) => kept.get(trigger.name) !== trigger.kept);
}

/**
 * Puts every missing guard in place. Throws one sentence where the database does not let this
 * user do so: a log that a slip can delete is not served.
 */
export async function ensureGuards(database: Database): Promise<void> {
  const { kind } = database;
  if ((await missingGuards(kind, database.read)).length === 0) return;
  try {
    await database.transaction(async (manager) => {
      for (const { name, create } of await missingGuards(kind, manager)) {
        await manager.query(`DROP TRIGGER IF EXISTS \`${name}\``);
        await manager.query(create);
      }
    });
  } catch (error) {
    // Several processes start at once: another one put it there first.
    if (isErrno(error, [1359])) return ensureGuards(database);
    throw isErrno(error, [1044, 1142, 1227, 1419]) ? new TriggersRefused() : error;
  }
}

class TriggersRefused extends ConfigError {
  constructor() {
    super(
      'DATABASE_URL',
      'names a user who may not make the triggers that keep the access log from being deleted: grant it TRIGGER on the patients database and, where binary logging is on, set log_bin_trust_function_creators = 1.',
    );
  }
}

const isErrno = (error: unknown, numbers: readonly number[]) =>
  error instanceof Error && 'errno' in error && numbers.includes(Number(error.errno));
