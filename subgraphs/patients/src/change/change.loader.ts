import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EventType } from '@lianyi/shared/events/event';
import type { EntityManager } from 'typeorm';
import { ChangeHead, ChangeRow } from './change.entity';
import { ChangesGone } from './change.errors';

/** A place in the feed: after the change of this number. */
export interface FeedPlace {
  readonly feed: string;
  readonly sequence: number;
}

export interface FeedQuestion {
  /** Null: from the oldest that is kept. */
  readonly after: FeedPlace | null;
  readonly types: readonly EventType[];
  readonly first: number;
  /** Changes looked at, at most. */
  readonly most: number;
}

export interface FeedRows {
  readonly rows: readonly ChangeRow[];
  /** Where to go on: nothing that may be told lies before it. */
  readonly end: FeedPlace;
  readonly latest: FeedPlace;
}

/** Where the feed ends; null while nothing was ever told. */
export async function headOf(manager: EntityManager): Promise<ChangeHead | null> {
  const [head] = await selectRows(manager, ChangeHead, 'WHERE `id` = 1');
  return head ?? null;
}

/**
 * What the feed holds after a place, without what is sensitive; null while nothing was ever told.
 * What a number says holds when it is read: all smaller ones are committed. Whether something was
 * pruned from under it is looked at afterwards. Refuses with CONFLICT a place that is not kept.
 */
export async function readFeed(
  manager: EntityManager,
  question: FeedQuestion,
): Promise<FeedRows | null> {
  const { after, types, first, most } = question;
  const head = await headOf(manager);
  if (head === null) {
    if (after === null) return null;
    throw new ChangesGone('other feed');
  }
  const { feed, last } = head;
  if (after !== null && (after.feed !== feed || after.sequence > last))
    throw new ChangesGone('other feed');
  const from = after?.sequence ?? head.prunedTo;
  const to = Math.min(last, from + most);
  const tail = `WHERE \`sequence\` > ? AND \`sequence\` <= ? AND \`type\` IN (${placeholders(types)}) AND \`sensitive\` = ? ORDER BY \`sequence\` LIMIT ${first}`;
  const rows = await selectRows(manager, ChangeRow, tail, [from, to, ...types, false]);
  const now = await headOf(manager);
  if (now === null || now.prunedTo > from) {
    if (after === null) return readFeed(manager, question);
    throw new ChangesGone('pruned');
  }
  const full = rows.length === first ? rows.at(-1) : undefined;
  const end = { feed, sequence: full?.sequence ?? to };
  return { rows, end, latest: { feed, sequence: last } };
}
