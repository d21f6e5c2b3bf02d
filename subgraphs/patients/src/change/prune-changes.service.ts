import { selectRows } from '@lianyi/shared/database/select-rows';
import type { ChangeNumbers } from '../policy/change-numbers';
import { ChangeHead, ChangeRow } from './change.entity';
import { type Feeding, holdHead } from './store-changes.service';

/** Changes removed in one transaction. */
const atOnce = 1000;

/**
 * Removes what entered the feed longer ago than it is kept, the oldest first and up to the first
 * that is younger. From where it is kept is said in the same commit.
 */
export async function pruneChanges(
  feeding: Pick<Feeding, 'database' | 'now' | 'newId'>,
  { keepDays }: Pick<ChangeNumbers, 'keepDays'>,
): Promise<void> {
  const before = feeding.now().getTime() - keepDays * 86_400_000;
  const [oldest] = await selectRows(
    feeding.database.read,
    ChangeRow,
    'ORDER BY `sequence` LIMIT 1',
  );
  if (!oldest || oldest.storedAt.getTime() >= before) return;
  for (let removed = atOnce; removed === atOnce; )
    removed = await feeding.database.transaction(async (manager) => {
      await holdHead(manager, feeding);
      const rows = await selectRows(manager, ChangeRow, `ORDER BY \`sequence\` LIMIT ${atOnce}`);
      const kept = rows.findIndex(({ storedAt }) => storedAt.getTime() >= before);
      const old = kept === -1 ? rows : rows.slice(0, kept);
      const last = old.at(-1);
      if (!last) return 0;
      await manager.query('DELETE FROM `change_event` WHERE `sequence` <= ?', [last.sequence]);
      await manager.update(ChangeHead, { id: 1 }, { prunedTo: last.sequence });
      return old.length;
    });
}
