import { ConfigError } from '@lianyi/shared/config/read-env';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { queryRows, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { AccessDay } from './access-day.entity';
import { AccessChainHead, AccessEvent } from './access-event.entity';
import { lockHead, moveHead } from './append-events';
import { type ChainHash, chainStart, createChainHash, isProven } from './chain-hash';
import { followDays } from './follow-days';
import { ensureGuards } from './guards';

/**
 * Makes the log ready to be appended to: its guards stand, its head is the product's, and a log
 * from before days were kept has been divided into them. Throws one sentence where that fails.
 */
export async function openAccessLog(database: Database, keys: KeyRing): Promise<void> {
  await ensureGuards(database);
  const hash = createChainHash(keys);
  const [head] = await selectRows(database.read, AccessChainHead, 'WHERE `id` = 1');
  if (!head || !isProven(hash, head))
    throw new ConfigError(
      'FIELD_KEY',
      'does not fit the access log, or the end of the log was edited: set the key it was written with, or run npm run audit:verify.',
    );
  if (head.day === null && head.seq > 0) await takeOver(database, hash);
}

/**
 * Seals the finished days of a log that has none. It only reads until it writes them all at
 * once, so that whoever starts beside it, or is killed, does no harm. The entries are not
 * checked: each still proves itself by its own hash.
 */
async function takeOver(database: Database, hash: ChainHash) {
  const days = followDays(hash, chainStart);
  const readOn = async () => {
    for await (const page of linksAfter(database.read, days.end().seq)) page.forEach(days.add);
  };
  await readOn();
  await database.transaction(async (manager) => {
    const head = await lockHead(manager, database.kind);
    if (head.day !== null) return;
    // What another process appended meanwhile; under the lock nothing more can come.
    await readOn();
    const { day, firstSeq, sealed } = days.end();
    if (day === null) throw new Error('every entry of the access log is gone');
    const end = { seq: head.seq, hash: head.hash, day, firstSeq, sealed };
    await insertRows(manager, AccessDay, days.finished);
    await moveHead(manager, head, end, hash.head(end));
  });
}

const pageSize = 5000;
const linkPage = `SELECT \`seq\`, \`at\`, \`hash\` FROM \`access_event\` WHERE \`seq\` > ? ORDER BY \`seq\` LIMIT ${pageSize}`;

/** What a day is made of, and no more: a log of years is read before the first answer. */
async function* linksAfter(
  read: EntityManager,
  after: number,
): AsyncGenerator<Pick<AccessEvent, 'seq' | 'at' | 'hash'>[]> {
  for (let last = after; ; ) {
    const page = await queryRows(read, AccessEvent, linkPage, [last]);
    yield page;
    const end = page.at(-1);
    if (end === undefined || page.length < pageSize) return;
    last = end.seq;
  }
}
