import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { selectRows, toParameters } from '@lianyi/shared/database/select-rows';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import type { EntityManager } from 'typeorm';
import { AccessChainHead, type AccessEvent } from './access-event.entity';
import {
  type ChainEnd,
  type ChainHash,
  createChainHash,
  eventColumns,
  type NewAccessEvent,
} from './chain-hash';

/** Events of one commit at most: it bounds the statement's size and the wait of the first. */
const largestCommit = 1000;

/** Rows of one statement: SQLite takes 32,766 parameters. */
const rowsPerStatement = 500;

export interface AccessChain {
  /**
   * Resolves when the events are durable. What is pending in the process goes in one commit.
   * Rejects with UNAVAILABLE where they could not be written: then nothing may be answered.
   */
  append(events: readonly NewAccessEvent[]): Promise<void>;
  /** Adds events to a transaction that writes what they are about. */
  appendWithin(manager: EntityManager, events: readonly NewAccessEvent[]): Promise<void>;
}

interface Pending {
  readonly events: readonly NewAccessEvent[];
  resolve(): void;
  reject(error: Error): void;
}

interface ChainOptions {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly logger: Logger;
  readonly countDecision?: SubgraphOptions['countDecision'];
}

/** The append-only log of every decision, chained so that a change of it shows (design rule 2). */
export function createAccessChain(options: ChainOptions): AccessChain {
  const { database, keys, logger, countDecision = () => undefined } = options;
  const count = (events: readonly NewAccessEvent[]) => {
    for (const { allowed } of events) countDecision(allowed ? 'allowed' : 'refused');
  };
  const appendIn = createAppender(database.kind, createChainHash(keys));
  const waiting: Pending[] = [];
  let running = false;
  /** Where the chain probably ends: only a guess, as the statement that moves the head checks it. */
  let known: ChainEnd | null = null;

  const flush = async () => {
    running = true;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      const events = batch.flatMap((one) => one.events);
      try {
        known = await database.transaction((manager) => appendIn(manager, known, events));
        count(events);
        for (const one of batch) one.resolve();
      } catch (error) {
        logger.error({ err: error, events: events.length }, 'access events not written');
        for (const one of batch) one.reject(new Unavailable('the access log'));
      }
    }
    running = false;
  };

  return {
    append: (events) =>
      events.length === 0
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            waiting.push({ events, resolve, reject });
            // Not at once: decisions of the same turn go in the same commit.
            if (!running) setImmediate(() => running || flush());
          }),
    appendWithin: async (manager, events) => {
      known = await appendIn(manager, known, events);
      count(events);
    },
  };
}

/** Appends in a transaction; `guess` is where the chain probably ends, null where nobody knows. */
function createAppender(kind: Database['kind'], hash: ChainHash) {
  /** Null where the chain does not end at `from` any more. */
  const extend = async (
    manager: EntityManager,
    from: ChainEnd,
    events: readonly NewAccessEvent[],
  ) => {
    const { linked, end } = linkEvents(hash, from, events);
    const to = [end.seq, end.hash, hash.head(end)];
    const moved = await execute(manager, moveHead, [...to, from.seq, from.hash]);
    if (moved !== 1) return null;
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
    const extended = await extend(manager, await lockHead(manager, kind), events);
    if (!extended) throw new Error('the chain moved under its lock');
    return extended;
  };
}

/** Gives events their places after the chain's end. */
function linkEvents(hash: ChainHash, from: ChainEnd, events: readonly NewAccessEvent[]) {
  const linked: AccessEvent[] = [];
  let { seq, hash: before } = from;
  for (const event of events) {
    seq += 1;
    before = hash.entry(before, { ...event, seq });
    linked.push({ ...event, seq, hash: before });
  }
  return { linked, end: { seq, hash: before } };
}

function takeBatch(waiting: Pending[]): Pending[] {
  let size = 0;
  const end = waiting.findIndex((one) => {
    size += one.events.length;
    return size > largestCommit;
  });
  return waiting.splice(0, end === -1 ? waiting.length : Math.max(end, 1));
}

const moveHead =
  'UPDATE `access_chain` SET `seq` = ?, `hash` = ?, `proof` = ? WHERE `id` = 1 AND `seq` = ? AND `hash` = ?';

/** SQLite's writers are alone in their transaction; MySQL's wait here for each other. */
async function lockHead(manager: EntityManager, kind: Database['kind']): Promise<ChainEnd> {
  const tail = `WHERE \`id\` = 1${kind === 'mysql' ? ' FOR UPDATE' : ''}`;
  const [head] = await selectRows(manager, AccessChainHead, tail);
  if (!head) throw new Error('the head of the access chain is missing');
  return head;
}

/** Runs a writing statement of the transaction; yields how many rows it met. */
async function execute(
  manager: EntityManager,
  sql: string,
  parameters: readonly (string | number)[],
) {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('a transaction is needed');
  const { affected } = await runner.query(sql, toParameters(manager, parameters), true);
  return affected ?? 0;
}

const columns = [...eventColumns, 'hash'] as const;
const columnList = columns.map((column) => `\`${column}\``).join(', ');
const oneRow = `(${columns.map(() => '?').join(', ')})`;

async function insertEvents(manager: EntityManager, events: readonly AccessEvent[]) {
  for (let from = 0; from < events.length; from += rowsPerStatement) {
    const rows = events.slice(from, from + rowsPerStatement);
    const sql = `INSERT INTO \`access_event\` (${columnList}) VALUES ${rows.map(() => oneRow).join(', ')}`;
    const values = rows.flatMap((event) => columns.map((column) => event[column]));
    await manager.query(sql, toParameters(manager, values));
  }
}
