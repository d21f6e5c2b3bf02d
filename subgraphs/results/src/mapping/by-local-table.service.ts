import type { Database } from '@lianyi/shared/database/database';
import type { EntityManager } from 'typeorm';
import type { LocalTable } from './local-code';
import type { LocalTables } from './local-table.loader';
import { CodesBeingMapped } from './mapping.errors';

export interface Tabling {
  readonly database: Database;
  readonly localTables: LocalTables;
}

/**
 * Within the transaction that stores what was read: from here to the commit nobody maps a code of
 * the institution. Leaves the work where somebody has done so since the values were read.
 */
export type HoldTable = (manager: EntityManager) => Promise<void>;

/** Mappings that may come in between, one after the other; people make them. */
const attempts = 8;

/**
 * Runs work that reads values by an institution's codes and stores them: by the table in force,
 * and again from the start where somebody mapped a code in between. So what is read may be told
 * others before the transaction begins, and is yet stored by no table that is already another.
 */
export async function byLocalTable<Result>(
  { database, localTables }: Tabling,
  institutionId: string,
  work: (local: LocalTable, hold: HoldTable) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const local = await localTables.lastRead(database.read, institutionId);
    const hold: HoldTable = async (manager) => {
      const held = await localTables.hold(manager, institutionId);
      if (held.revision !== local.revision) throw new TableChanged();
    };
    try {
      return await work(local, hold);
    } catch (error) {
      if (!(error instanceof TableChanged)) throw error;
    }
  }
  throw new CodesBeingMapped(institutionId);
}

/** Never leaves this file. */
class TableChanged extends Error {}
