import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { ChangeHead, ChangeRow } from './change.entity';
import type { Pseudonyms } from './pseudonym';
import { type NewChange, readChange } from './read-event';

export interface Feeding {
  readonly database: Database;
  readonly pseudonyms: Pseudonyms;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Adds events to the feed, in their order; one that is there stays where it is. Numbers have no
 * gap and are given in the order of commits, whoever adds at the same time: each holds the one row
 * of the head until its commit. All or none; yields how many were new.
 */
export async function storeChanges(feeding: Feeding, texts: readonly string[]): Promise<number> {
  const told = [...new Map(texts.map(readChange).map((one) => [one.eventId, one])).values()];
  return feeding.database.transaction(async (manager) => {
    const head = await holdHead(manager, feeding);
    if (head.last === 0) await feeding.pseudonyms.begin(manager);
    const fresh = await unknownOf(manager, told);
    const storedAt = feeding.now();
    const rows = fresh.map((one, index) => ({ ...one, storedAt, sequence: head.last + 1 + index }));
    await insertRows(manager, ChangeRow, rows);
    if (rows.length > 0)
      await manager.update(ChangeHead, { id: 1 }, { last: head.last + rows.length });
    return rows.length;
  });
}

/** The head, made where there is none, and held until the commit. */
export async function holdHead(
  manager: EntityManager,
  { newId }: Pick<Feeding, 'newId'>,
): Promise<ChangeHead> {
  const first = { id: 1, feed: newId(), last: 0, prunedTo: 0 };
  await insertRows(manager, ChangeHead, [first], { keepOn: ['id'] });
  const [head] = await selectRows(manager, ChangeHead, 'WHERE `id` = 1');
  if (!head) throw new Error('the head of the change feed could not be stored');
  return head;
}

/** Under the head's lock: what is committed is seen, and nobody adds meanwhile. */
async function unknownOf(manager: EntityManager, told: readonly NewChange[]): Promise<NewChange[]> {
  if (told.length === 0) return [];
  const ids = told.map(({ eventId }) => eventId);
  const sql = `SELECT \`eventId\` FROM \`change_event\` WHERE \`eventId\` IN (${placeholders(ids)})`;
  const rows: { eventId: string }[] = await manager.query(sql, ids);
  const known = new Set(rows.map(({ eventId }) => eventId));
  return told.filter(({ eventId }) => !known.has(eventId));
}
