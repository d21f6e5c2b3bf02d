import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database';
import type { Logger } from '../logging/logger';
import type { EventTransport } from './event-bus';
import { type EventNumbers, readEventNumbers } from './event-numbers';
import { tellingOfEvents } from './record-events';
import { createRelay, type Relay } from './relay';

export interface PartEventsOptions {
  readonly database: Database;
  /** Where there is none, events stay in the outbox. */
  readonly events?: EventTransport;
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
  logger,
  now = () => new Date(),
  numbers = readEventNumbers(),
}: PartEventsOptions): PartEvents {
  if (!bus) return { database, relay: undefined };
  const relay = createRelay({ database, bus, numbers, logger, now, holder: randomUUID() });
  return { database: tellingOfEvents(database, () => relay.wake()), relay };
}
