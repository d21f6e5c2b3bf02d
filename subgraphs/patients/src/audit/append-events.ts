import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { AccessDay } from './access-day.entity';
import { AccessChainHead, type AccessEvent } from './access-event.entity';
import {
  type ChainEnd,
  type ChainHash,
  isProven,
  type NewAccessEvent,
  storedColumns,
} from './chain-hash';
import { followDays } from './follow-days';

/** Rows of one statement: SQLite takes 32,766 parameters. */
const rowsPerStatement = 500;

/** Appends in a transaction; `guess` is where the chain probably ends, null where nobody knows. */
export function createAppender(kind: Database['kind'], hash: ChainHash) {
  /** Null where the chain does not end at `from` any more. */
  const extend = async (
    manager: EntityManager,
    from: ChainEnd,
    events: readonly NewAccessEvent[],
  ) => {
    const { linked, finished, end } = linkEvents(hash, from, events);
    if (!(await moveHead(manager, from, end, hash.head(end)))) return null;
    await insertRows(manager, AccessDay, finished);
    await insertEvents(manager, linked);
    return end;
  };
  return async (
    manager: EntityManager,
    guess: ChainEnd | null,
    events: readonly NewAccessEvent[],
  ): Promise<ChainEnd> => {
    const end = guess && (await extend(manager, guess, events));
    if (end) return end;
    const head = await lockHead(manager, kind);
    // Going on from a head that was set back would sign the cut that it covers.
    if (!isProven(hash, head)) throw new Error('the head of the access chain was edited');
    if (head.day === null && head.seq > 0) throw new Error('the access log was not taken over');
    const extended = await extend(manager, head, events);
    if (!extended) throw new Error('the chain moved under its lock');
    return extended;
  };
}

/** Gives events their places after the chain's end, and finishes the days they leave behind. */
function linkEvents(hash: ChainHash, from: ChainEnd, events: readonly NewAccessEvent[]) {
  const days = followDays(hash, from);
  const linked = events.map((event) => {
    const before = days.end();
    const placed = { ...event, seq: before.seq + 1 };
    const entry: AccessEvent = { ...placed, hash: hash.entry(before.hash, placed) };
    days.add(entry);
    return entry;
  });
  return { linked, finished: days.finished, end: days.end() };
}

const within = '`seq` = ?, `hash` = ?, `proof` = ?';
const ifStillAt = 'WHERE `id` = 1 AND `seq` = ? AND `hash` = ?';
const moveInDay = `UPDATE \`access_chain\` SET ${within} ${ifStillAt}`;
const moveToDay = `UPDATE \`access_chain\` SET ${within}, \`day\` = ?, \`firstSeq\` = ?, \`sealed\` = ? ${ifStillAt}`;

/** False where the chain does not end at `from` any more. The day is written when it begins. */
export async function moveHead(
  manager: EntityManager,
  from: ChainEnd,
  to: ChainEnd,
  proof: string,
) {
  const place = [to.seq, to.hash, proof];
  const day = to.day === from.day ? [] : [to.day, to.firstSeq, to.sealed];
  const sql = day.length > 0 ? moveToDay : moveInDay;
  return (await execute(manager, sql, [...place, ...day, from.seq, from.hash])) === 1;
}

/** SQLite's writers are alone in their transaction; MySQL's wait here for each other. */
export async function lockHead(
  manager: EntityManager,
  kind: Database['kind'],
): Promise<AccessChainHead> {
  const tail = `WHERE \`id\` = 1${kind === 'mysql' ? ' FOR UPDATE' : ''}`;
  const [head] = await selectRows(manager, AccessChainHead, tail);
  if (!head) throw new Error('the head of the access chain is missing');
  return head;
}

/** Runs a writing statement of the transaction; yields how many rows it met. */
export async function execute(
  manager: EntityManager,
  sql: string,
  parameters: readonly (string | number | null)[],
): Promise<number> {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('a transaction is needed');
  const { affected } = await runner.query(sql, toParameters(manager, parameters), true);
  return affected ?? 0;
}

const columnList = storedColumns.map((column) => `\`${column}\``).join(', ');
const oneRow = `(${storedColumns.map(() => '?').join(', ')})`;

async function insertEvents(manager: EntityManager, events: readonly AccessEvent[]) {
  for (let from = 0; from < events.length; from += rowsPerStatement) {
    const rows = events.slice(from, from + rowsPerStatement);
    const sql = `INSERT INTO \`access_event\` (${columnList}) VALUES ${rows.map(() => oneRow).join(', ')}`;
    const values = rows.flatMap((event) => storedColumns.map((column) => event[column]));
    await manager.query(sql, toParameters(manager, values));
  }
}
