import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database';
import type { Logger } from '../logging/logger';
import type { SentEvent } from './event';
import type { EventTransport } from './event-bus';
import { type EventNumbers, readEventNumbers } from './event-numbers';
import { tellingOfEvents } from './record-events';
import { createRelay, type Relay } from './relay';

/** Stores events in the change feed, each once; rejects where none of them could be. */
export type FeedChanges = (events: readonly SentEvent[]) => Promise<void>;

export interface PartEventsOptions {
  readonly database: Database;
  /** Where there is none, events stay in the outbox. */
  readonly events?: EventTransport;
  readonly feed: FeedChanges;
  readonly logger: Logger;
  readonly now?: () => Date;
  readonly numbers?: EventNumbers;
}

export interface PartEvents {
  /** The part's database; its relay is woken after each commit that recorded an event. */
  readonly database: Database;
  readonly relay: Relay | undefined;
}

/** What a part that tells events needs; its database has the tables of `eventEntities`. */
export function openPartEvents({
  database,
  events: bus,
  feed,
  logger,
  now = () => new Date(),
  numbers = readEventNumbers(),
}: PartEventsOptions): PartEvents {
  if (!bus) return { database, relay: undefined };
  const options = { database, numbers, logger, now, holder: randomUUID() };
  // The feed holds what it took in a database: nothing of it is ever lost and sent again.
  const intoFeed = { place: async () => null, send: feed };
  const relay = bothWays(
    createRelay({ ...options, bus }),
    createRelay({ ...options, bus: intoFeed, way: 'feed' }),
  );
  return { database: tellingOfEvents(database, () => relay.wake()), relay };
}

/** The relays of one outbox as one; what waits on either way waits. */
function bothWays(...relays: readonly Relay[]): Relay {
  const each = (work: (relay: Relay) => void) => () => relays.forEach(work);
  return {
    start: each((relay) => relay.start()),
    wake: each((relay) => relay.wake()),
    close: async () => void (await Promise.all(relays.map((relay) => relay.close()))),
    async state() {
      const states = await Promise.all(relays.map((relay) => relay.state()));
      return {
        unsent: Math.max(...states.map(({ unsent }) => unsent)),
        oldestSeconds: Math.max(...states.map(({ oldestSeconds }) => oldestSeconds)),
      };
    },
  };
}
