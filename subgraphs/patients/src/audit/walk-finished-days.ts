import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { type AccessArchive, AccessDay } from './access-day.entity';
import { AccessEvent } from './access-event.entity';
import { archivePath, checkArchive, hasArchive } from './archive-file';
import { BrokenLog } from './broken-log';
import { type ChainHash, isArchiveOf } from './chain-hash';
import { archiveAfter, archiveOf, nextDay } from './day-heads';
import { eventsAfter } from './read-events';
import { type Link, walkDay } from './walk-entries';

/** How a finished day was checked: its entries in the table, in its archive file, or its head alone. */
export type DayCheck = 'entries' | 'archive' | 'archived, head only' | 'head only';

export interface VerifyOptions {
  /** Of days before this one the heads are checked, not the entries. */
  readonly from?: string | undefined;
  /** Where the files of archived days lie; without it only their heads are checked. */
  readonly archive?: string | undefined;
  /** Told of each finished day that is whole. */
  readonly onDay?: (day: AccessDay, check: DayCheck) => void;
}

export interface Log {
  readonly read: EntityManager;
  readonly hash: ChainHash;
  readonly options: VerifyOptions;
  /** The day that is not finished, as the head of the chain names it. */
  readonly openDay: string | null;
}

/** The last finished day walked: its last entry, its proof, and how many days there were. */
export interface Sealed extends Link {
  readonly day: string;
  readonly proof: string;
  readonly days: number;
}

export const noDay: Sealed = { day: '', seq: 0, hash: '', proof: '', days: 0 };

/** Walks every finished day after `from`. Throws BrokenLog at the first that does not fit. */
export async function walkFinished(log: Log, from: Sealed): Promise<Sealed> {
  let sealed = from;
  for (;;) {
    const head = await nextDay(log.read, sealed.day);
    if (!head) return sealed;
    await checkHead(log, sealed, head);
    const check = await checkEntries(log, sealed, head);
    log.options.onDay?.(head, check);
    const { day, lastSeq: seq, hash, proof } = head;
    sealed = { day, seq, hash, proof, days: sealed.days + 1 };
  }
}

async function checkHead(log: Log, sealed: Sealed, head: AccessDay) {
  const { day, firstSeq, lastSeq, entries } = head;
  const fits = head.proof === log.hash.day(sealed.proof, head);
  if (fits && firstSeq === sealed.seq + 1 && entries === lastSeq - firstSeq + 1) return;
  const wanted = await dayOfNext(log, sealed);
  if (wanted !== day && wanted !== log.openDay)
    throw new BrokenLog({ day: wanted }, 'its head is missing');
  throw new BrokenLog({ day }, 'its head was edited, or never written by the product');
}

/** The day that the entry after `sealed` belongs to. */
async function dayOfNext({ read }: Log, sealed: Sealed): Promise<string> {
  const entry = sealed.seq + 1;
  const archived = await archiveAfter(read, sealed.seq);
  if (archived?.firstSeq === entry) return archived.day;
  const [next] = await selectRows(read, AccessEvent, 'WHERE `seq` = ?', [entry]);
  if (!next) throw new BrokenLog({ entry }, 'it is missing');
  return shanghaiDay(next.at);
}

async function checkEntries(log: Log, sealed: Sealed, head: AccessDay): Promise<DayCheck> {
  const { read, hash, options } = log;
  const archived = await archiveOf(read, head.day);
  if (archived) return checkArchived(log, sealed, head, archived);
  if (options.from !== undefined && head.day < options.from) return 'head only';
  try {
    await walkDay(hash, sealed, head, eventsAfter(read, sealed.seq, { to: head.lastSeq }));
    return 'entries';
  } catch (error) {
    // Its entries may have left the table while they were read.
    const meanwhile = error instanceof BrokenLog && (await archiveOf(read, head.day));
    if (meanwhile) return checkArchived(log, sealed, head, meanwhile);
    throw error;
  }
}

async function checkArchived(log: Log, sealed: Sealed, head: AccessDay, row: AccessArchive) {
  const { read, hash, options } = log;
  const { day, lastSeq } = head;
  if (!isArchiveOf(hash, head, row)) throw new BrokenLog({ day }, forgedArchive);
  const [left] = await selectRows(read, AccessEvent, 'WHERE `seq` <= ? LIMIT 1', [lastSeq]);
  if (left) throw new BrokenLog({ entry: left.seq }, 'it was archived, and stands here again');
  if (options.archive === undefined) return 'archived, head only';
  if (!(await hasArchive(options.archive, day)))
    throw new BrokenLog({ day }, `its archive is not in ${options.archive}`);
  const path = archivePath(options.archive, day);
  if ((await checkArchive(path, hash, sealed, head)) !== row.digest)
    throw new BrokenLog({ day }, 'its archive is not the file that was written');
  return 'archive';
}

const forgedArchive = 'its archive was never recorded by the product';

/** An archive's row lets entries be removed: one that belongs to no finished day is a forgery. */
export async function checkOtherArchives({ read, hash }: Log) {
  for (let seq = 0; ; ) {
    const row = await archiveAfter(read, seq);
    if (!row) return;
    const [head] = await selectRows(read, AccessDay, 'WHERE `day` = ?', [row.day]);
    if (!head || !isArchiveOf(hash, head, row))
      throw new BrokenLog({ day: row.day }, forgedArchive);
    seq = row.lastSeq;
  }
}
