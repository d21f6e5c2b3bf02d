import type { Database } from '@lianyi/shared/database/database';
import type { EntityManager } from 'typeorm';
import { ensureGuards, guardTriggers } from '../audit/guards';

/** Does to the log what its triggers refuse, as someone with the database's password could. */
export async function withoutGuards(
  database: Database,
  work: (manager: EntityManager) => Promise<unknown>,
): Promise<void> {
  await database.transaction(async (manager) => {
    for (const { name } of guardTriggers(database.kind))
      await manager.query(`DROP TRIGGER IF EXISTS \`${name}\``);
    await work(manager);
  });
  await ensureGuards(database);
}

const newChain = "INSERT INTO `access_chain` (`id`, `seq`, `hash`, `proof`) VALUES (1, 0, '', '')";
const logTables = ['access_event', 'access_day', 'access_archive'];
export const isLogTable = (table: string) => [...logTables, 'access_chain'].includes(table);

/** An empty log, whose chain begins anew. On a server by TRUNCATE, which asks no trigger and is quicker. */
export async function emptyLog(database: Database): Promise<void> {
  if (database.kind === 'sqlite')
    return withoutGuards(database, async (manager) => {
      for (const table of [...logTables, 'access_chain'])
        await manager.query(`DELETE FROM \`${table}\``);
      await manager.query(newChain);
    });
  for (const table of logTables) {
    const rows: unknown[] = await database.read.query(`SELECT 1 FROM \`${table}\` LIMIT 1`);
    if (rows.length > 0) await database.read.query(`TRUNCATE \`${table}\``);
  }
  const untouched = await database.read.query(
    "SELECT 1 FROM `access_chain` WHERE `seq` = 0 AND `day` IS NULL AND `proof` = ''",
  );
  if (untouched.length === 1) return;
  await database.read.query('TRUNCATE `access_chain`');
  await database.read.query(newChain);
}
