import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { AccessDay } from './access-day.entity';
import type { AccessEvent } from './access-event.entity';
import { BrokenLog } from './broken-log';
import type { ChainHash } from './chain-hash';

/** A place in the chain, and the hash of the entry there. */
export interface Link {
  readonly seq: number;
  readonly hash: string;
}

type Pages = AsyncIterable<readonly AccessEvent[]>;

/** The entry's own link. Throws BrokenLog where it does not follow the one before. */
export function follow(hash: ChainHash, before: Link, event: AccessEvent): Link {
  const entry = before.seq + 1;
  if (event.seq !== entry) throw new BrokenLog({ entry }, 'it is missing');
  if (event.hash !== hash.entry(before.hash, event))
    throw new BrokenLog({ entry }, 'it was changed, or stands in another’s place');
  return { seq: event.seq, hash: event.hash };
}

/** Walks the entries of a finished day. Throws BrokenLog where they are not what its head signed. */
export async function walkDay(hash: ChainHash, before: Link, head: AccessDay, pages: Pages) {
  const { day, lastSeq } = head;
  let end = before;
  let first: AccessEvent | undefined;
  for await (const page of pages)
    for (const event of page) {
      end = follow(hash, end, event);
      first ??= event;
      if (shanghaiDay(event.at) > day)
        throw new BrokenLog({ day }, `entry ${end.seq} belongs to a later day`);
    }
  if (end.seq !== lastSeq) throw new BrokenLog({ entry: end.seq + 1 }, 'it is missing');
  if (end.hash !== head.hash) throw new BrokenLog({ day }, 'its head names another hash');
  if (first && shanghaiDay(first.at) !== day)
    throw new BrokenLog({ day }, 'its first entry belongs to another day');
}
