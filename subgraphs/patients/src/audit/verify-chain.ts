import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { AccessChainHead, AccessEvent } from './access-event.entity';
import { type ChainEnd, type ChainHash, createChainHash } from './chain-hash';

export type Verdict =
  | { readonly whole: true; readonly entries: number; readonly hash: string }
  /** `entry` is the place of the first entry that does not fit. */
  | { readonly whole: false; readonly entry: number; readonly problem: string };

const pageSize = 1000;
const start: ChainEnd = { seq: 0, hash: '' };

/**
 * Walks the chain from its first entry and compares its end with the head. Finds the first
 * entry that was changed, removed or put elsewhere, a tail cut off and a head edited. Events
 * appended meanwhile are walked too.
 */
export async function verifyChain(database: Database, keys: KeyRing): Promise<Verdict> {
  const hash = createChainHash(keys);
  const { read } = database;
  const [before] = await selectRows(read, AccessEvent, 'WHERE `seq` < 1 ORDER BY `seq` LIMIT 1');
  if (before) return { whole: false, entry: before.seq, problem: 'it stands before the first' };
  let end = start;
  for (;;) {
    const walked = await walk(read, hash, end);
    if ('problem' in walked) return { whole: false, ...walked };
    end = walked;
    // Read after the rows: a head behind them was not written with them.
    const [head] = await selectRows(read, AccessChainHead, 'WHERE `id` = 1');
    const problem = headProblem(head, end, hash);
    if (problem === null) return { whole: true, entries: end.seq, hash: end.hash };
    if (problem !== 'behind') return { whole: false, entry: end.seq, problem };
    const [next] = await selectRows(read, AccessEvent, 'WHERE `seq` = ?', [end.seq + 1]);
    if (!next) return { whole: false, entry: end.seq + 1, problem: 'it and all after it are gone' };
  }
}

async function walk(read: EntityManager, hash: ChainHash, from: ChainEnd) {
  let end = from;
  for (;;) {
    const tail = `WHERE \`seq\` > ? ORDER BY \`seq\` LIMIT ${pageSize}`;
    const events = await selectRows(read, AccessEvent, tail, [end.seq]);
    if (events.length === 0) return end;
    for (const event of events) {
      const entry = end.seq + 1;
      if (event.seq !== entry) return { entry, problem: 'it is missing' };
      if (event.hash !== hash.entry(end.hash, event))
        return { entry, problem: 'it was changed, or stands in another’s place' };
      end = { seq: event.seq, hash: event.hash };
    }
  }
}

/** What is wrong with the head where the walk ended at `end`; `behind`: the head is further on. */
function headProblem(head: AccessChainHead | undefined, end: ChainEnd, hash: ChainHash) {
  if (!head) return 'the head of the chain is missing';
  const untouched = head.seq === 0 && head.hash === '' && head.proof === '';
  if (!untouched && head.proof !== hash.head(head)) return 'the head of the chain was edited';
  if (head.seq > end.seq) return 'behind';
  if (head.seq < end.seq) return 'the head of the chain was set back';
  return head.hash === end.hash ? null : 'the head of the chain names another hash';
}
