import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import type { EntityManager } from 'typeorm';
import { createAppender } from './append-events';
import { type ChainEnd, createChainHash, type NewAccessEvent } from './chain-hash';

/** Events of one commit at most: it bounds the statement's size and the wait of the first. */
const largestCommit = 1000;

export interface AccessChain {
  /**
   * Resolves when the events are durable. What is pending in the process goes in one commit.
   * Rejects with UNAVAILABLE where they could not be written: then nothing may be answered.
   */
  append(events: readonly NewAccessEvent[]): Promise<void>;
  /** Adds events to a transaction that writes what they are about. */
  appendWithin(manager: EntityManager, events: readonly NewAccessEvent[]): Promise<void>;
  /** Events that wait for a commit. */
  waiting(): number;
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
    waiting: () => waiting.reduce((sum, { events }) => sum + events.length, 0),
  };
}

function takeBatch(waiting: Pending[]): Pending[] {
  let size = 0;
  const end = waiting.findIndex((one) => {
    size += one.events.length;
    return size > largestCommit;
  });
  return waiting.splice(0, end === -1 ? waiting.length : Math.max(end, 1));
}
