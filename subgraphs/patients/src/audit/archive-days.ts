import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import type { AccessChain } from './access-chain';
import { AccessArchive, type AccessDay } from './access-day.entity';
import { execute } from './append-events';
import {
  archivePath,
  checkArchive,
  hasArchive,
  nameArchive,
  syncArchive,
  writeArchive,
} from './archive-file';
import { BrokenLog } from './broken-log';
import { type ChainHash, createChainHash, type NewAccessEvent } from './chain-hash';
import { archiveOf, dayBefore, lastArchive, nextDay } from './day-heads';
import { eventsAfter } from './read-events';
import type { Link } from './walk-entries';

/** What was done with a day, in this order. Only the last takes anything from the table. */
export type ArchiveStep = 'written' | 'checked' | 'named' | 'removed';

export interface ArchiveRun {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly chain: AccessChain;
  readonly folder: string;
  /** The first day that stays in the table. */
  readonly keptSince: string;
  /** The event that tells who moved a day. */
  readonly recordOf: (head: AccessDay, digest: string) => NewAccessEvent;
  readonly onStep?: (step: ArchiveStep, head: AccessDay) => void;
}

/**
 * Moves finished days from before `keptSince` into files of `folder`, the oldest first, and
 * yields how many. A day leaves the table in one transaction, with the row that records its
 * file, after the file was synced, read again and checked entry by entry. So wherever it is
 * killed, each day is whole in the table, or whole in its file with the table's word for it.
 */
export async function archiveDays(run: ArchiveRun): Promise<number> {
  const { read } = run.database;
  const hash = createChainHash(run.keys);
  await mkdir(run.folder, { recursive: true, mode: 0o700 });
  for (let count = 0; ; count += 1) {
    const last = await lastArchive(read);
    const head = await nextDay(read, last?.day ?? '');
    if (!head || head.day >= run.keptSince) return count;
    await archiveDay(run, hash, head);
  }
}

async function archiveDay(run: ArchiveRun, hash: ChainHash, head: AccessDay) {
  const { database, folder, onStep = () => undefined } = run;
  const { day, firstSeq } = head;
  const previous = await dayBefore(database.read, day);
  if (head.proof !== hash.day(previous?.proof ?? '', head))
    throw new BrokenLog({ day }, 'its head was edited, or never written by the product');
  const before = { seq: firstSeq - 1, hash: previous?.hash ?? '' };
  // A file that is there may be of a run that was killed: what counts is what it holds.
  const digest = (await hasArchive(folder, day))
    ? await checkArchive(archivePath(folder, day), hash, before, head)
    : await writeDay(run, hash, before, head);
  await syncArchive(folder, day);
  onStep('named', head);
  try {
    await database.transaction((manager) => removeDay(run, hash, head, digest, manager));
  } catch (error) {
    // Another run was quicker.
    if (!(await archiveOf(database.read, day))) throw error;
  }
  onStep('removed', head);
}

/** The digest of the day's new file, which was read again before it got its name. */
async function writeDay(run: ArchiveRun, hash: ChainHash, before: Link, head: AccessDay) {
  const { database, folder, onStep = () => undefined } = run;
  const { day, lastSeq } = head;
  // A name of its own: two runs at once never write into one file.
  const part = join(folder, `access-log-${day}.${randomUUID()}.part`);
  await writeArchive(part, head, eventsAfter(database.read, before.seq, { to: lastSeq }));
  onStep('written', head);
  const digest = await checkArchive(part, hash, before, head);
  onStep('checked', head);
  await nameArchive(part, folder, day);
  return digest;
}

async function removeDay(
  run: ArchiveRun,
  hash: ChainHash,
  head: AccessDay,
  digest: string,
  manager: EntityManager,
) {
  const { day, firstSeq, lastSeq, entries } = head;
  const proof = hash.archive(head, digest);
  await insertRows(manager, AccessArchive, [{ day, firstSeq, lastSeq, digest, proof }]);
  const sql = 'DELETE FROM `access_event` WHERE `seq` >= ? AND `seq` <= ?';
  const removed = await execute(manager, sql, [firstSeq, lastSeq]);
  if (removed !== entries)
    throw new BrokenLog({ day }, `the table holds ${removed} of its entries`);
  await run.chain.appendWithin(manager, [run.recordOf(head, digest)]);
}
