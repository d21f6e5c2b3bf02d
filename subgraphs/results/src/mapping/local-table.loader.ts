import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { CodeMapping, LocalCodeTable } from './code-mapping.entity';
import { type LocalTable, tableOf } from './local-code';

/** Tables of institutions, kept by the process, each at the revision it was read at. */
export interface LocalTables {
  /** The table as it was when it was last read; who writes by it holds it, and finds out. */
  lastRead(manager: EntityManager, institutionId: string): Promise<LocalTable>;
  /**
   * The table in force, within a transaction that reads values by it: nobody maps a code of this
   * institution until the commit.
   */
  hold(manager: EntityManager, institutionId: string): Promise<LocalTable>;
  /**
   * The same for who maps or reads again: nobody posts for this institution until the commit. Not
   * to be asked after a change within the transaction: it might be taken back.
   */
  holdAlone(manager: EntityManager, institutionId: string): Promise<LocalTable>;
}

/** Institutions whose tables are kept; a community has some dozens. */
const mostTables = 1000;

export function createLocalTables(): LocalTables {
  const known = new Map<string, LocalTable>();
  const tableAt = async (manager: EntityManager, institutionId: string, revision: number) => {
    const kept = known.get(institutionId);
    if (kept?.revision === revision) return kept;
    const read = tableOf(await mappingsOf(manager, institutionId), revision);
    if (known.size >= mostTables) known.clear();
    known.set(institutionId, read);
    return read;
  };
  return {
    async lastRead(manager, institutionId) {
      const kept = known.get(institutionId);
      if (kept) return kept;
      const tail = 'WHERE `institutionId` = ?';
      const [row] = await selectRows(manager, LocalCodeTable, tail, [institutionId]);
      return tableAt(manager, institutionId, row?.revision ?? 0);
    },
    async hold(manager, institutionId) {
      const revision = await shareLock(manager, institutionId);
      if (revision !== null) return tableAt(manager, institutionId, revision);
      return this.holdAlone(manager, institutionId);
    },
    async holdAlone(manager, institutionId) {
      const row = { institutionId, revision: 0 };
      await insertRows(manager, LocalCodeTable, [row], { keepOn: ['institutionId'] });
      return tableAt(manager, institutionId, (await shareLock(manager, institutionId)) ?? 0);
    },
  };
}

/** The revision, its row locked against who maps; SQLite's transactions exclude one another. */
async function shareLock(manager: EntityManager, institutionId: string): Promise<number | null> {
  const shared = manager.connection.options.type === 'better-sqlite3' ? '' : ' LOCK IN SHARE MODE';
  const tail = `WHERE \`institutionId\` = ?${shared}`;
  const [row] = await selectRows(manager, LocalCodeTable, tail, [institutionId]);
  return row?.revision ?? null;
}

/** Everything ever said about the codes of an institution, oldest first. */
export const mappingsOf = (manager: EntityManager, institutionId: string) =>
  selectRows(manager, CodeMapping, 'WHERE `institutionId` = ? ORDER BY `revision`', [
    institutionId,
  ]);
