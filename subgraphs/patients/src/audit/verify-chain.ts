import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { AccessChainHead, AccessEvent } from './access-event.entity';
import { BrokenLog, type BrokenPlace } from './broken-log';
import { type ChainHash, createChainHash, isProven } from './chain-hash';
import { nextDay } from './day-heads';
import { eventsAfter } from './read-events';
import { follow, type Link } from './walk-entries';
import {
  checkOtherArchives,
  noDay,
  type Sealed,
  type VerifyOptions,
  walkFinished,
} from './walk-finished-days';

export interface WholeLog {
  readonly whole: true;
  /** Entries of the log, archived ones too. */
  readonly entries: number;
  /** Finished days. */
  readonly days: number;
  readonly hash: string;
  /** The day that is not finished; null in an empty log. */
  readonly open: { readonly day: string; readonly firstSeq: number } | null;
}

export type Verdict =
  | WholeLog
  | { readonly whole: false; readonly place: BrokenPlace; readonly problem: string };

/**
 * Walks the log from its first entry: every entry, every finished day's head and how they are
 * linked, and the head of the chain. Finds the first entry that was changed, removed or put
 * elsewhere, the first day whose head was removed or edited, a tail cut off and a head set back.
 * Entries appended and days archived meanwhile do no harm.
 */
export async function verifyChain(
  database: Database,
  keys: KeyRing,
  options: VerifyOptions = {},
): Promise<Verdict> {
  try {
    return await walkLog(database, createChainHash(keys), options);
  } catch (error) {
    if (!(error instanceof BrokenLog)) throw error;
    return { whole: false, place: error.place, problem: error.message };
  }
}

async function walkLog(
  { read }: Database,
  hash: ChainHash,
  options: VerifyOptions,
): Promise<WholeLog> {
  const [before] = await selectRows(read, AccessEvent, 'WHERE `seq` <= ? LIMIT 1', [0]);
  if (before) throw new BrokenLog({ entry: before.seq }, 'it stands before the first');
  let sealed = noDay;
  let open: Open = { ...sealed, day: null };
  for (;;) {
    const log = { read, hash, options, openDay: (await headOf(read))?.day ?? null };
    const finished = await walkFinished(log, sealed);
    if (finished !== sealed) open = { ...finished, day: null };
    sealed = finished;
    open = await walkOpen(log, sealed, open);
    if (await nextDay(read, sealed.day)) continue;
    // Read after the rows: a head behind them was not written with them.
    const head = await headOf(read);
    if (!head) throw new BrokenLog({ entry: open.seq }, 'the head of the chain is missing');
    if (await goesOn(log, head, open, sealed)) continue;
    await checkOtherArchives(log);
    const { day, firstSeq } = head;
    return {
      whole: true as const,
      ...{ entries: open.seq, days: sealed.days, hash: open.hash },
      open: day === null ? null : { day, firstSeq },
    };
  }
}

const headOf = async (read: Database['read']) =>
  (await selectRows(read, AccessChainHead, 'WHERE `id` = 1'))[0];

type Log = Parameters<typeof walkFinished>[0];

/** The last entry walked of the day that is not finished, and which day that is. */
interface Open extends Link {
  readonly day: string | null;
}

/** Walks on in the open day; stops early where it was finished meanwhile. */
async function walkOpen(log: Log, sealed: Sealed, from: Open): Promise<Open> {
  const { read, hash, openDay } = log;
  let { day } = from;
  let end: Link = from;
  for await (const page of eventsAfter(read, from.seq))
    for (const event of page) {
      const next = follow(hash, end, event);
      day ??= shanghaiDay(event.at);
      // A log that days were never kept of has none to finish.
      const later = openDay !== null && shanghaiDay(event.at) > day;
      if (later && (await nextDay(read, sealed.day))) return { ...end, day };
      if (later) throw new BrokenLog({ day }, 'its head is missing');
      end = next;
    }
  return { ...end, day };
}

/** Whether the chain goes on behind the last entry seen. Throws where the head does not fit it. */
async function goesOn({ read, hash }: Log, head: AccessChainHead, end: Link, sealed: Sealed) {
  const at = { entry: end.seq };
  if (!isProven(hash, head)) throw new BrokenLog(at, 'the head of the chain was edited');
  if (head.seq < end.seq) throw new BrokenLog(at, 'the head of the chain was set back');
  if (head.seq > end.seq) {
    const [next] = await selectRows(read, AccessEvent, 'WHERE `seq` = ?', [end.seq + 1]);
    if (next) return true;
    throw new BrokenLog({ entry: end.seq + 1 }, 'it and all after it are gone');
  }
  if (head.hash !== end.hash) throw new BrokenLog(at, 'the head of the chain names another hash');
  if (head.day !== null && head.sealed !== sealed.proof)
    throw new BrokenLog(at, 'the head of the chain names another day before');
  return false;
}
