import type { Database } from '../database/database';
import type { Logger } from '../logging/logger';
import { createPause } from '../time/pause';
import type { EventTransport } from './event-bus';
import { type EventNumbers, pauseAfter } from './event-numbers';
import { createLease } from './lease';
import {
  type OutboxState,
  outboxState,
  pruneEvents,
  sendLostAgain,
  sendWaiting,
  type Way,
} from './outbox';

export interface RelayOptions {
  readonly database: Database;
  readonly bus: EventTransport;
  readonly numbers: EventNumbers;
  readonly logger: Logger;
  readonly now: () => Date;
  /** This process, among those that share the database. */
  readonly holder: string;
  /** To those who listen, unless it is said. */
  readonly way?: Way;
}

/** Sends the events of one part's outbox on one of their ways. */
export interface Relay {
  /** Begins with what an earlier process left. */
  start(): void;
  /** Something was recorded and committed. */
  wake(): void;
  /** Sends what waits, once more, and ends; what could not be sent stays for the next start. */
  close(): Promise<void>;
  state(): Promise<OutboxState>;
}

/** How often what was sent long ago is looked for, in milliseconds. */
const pruneEvery = 3_600_000;

export function createRelay(options: RelayOptions): Relay {
  const { database, numbers, now, way = 'bus' } = options;
  const { send, prune } = createSender(options);
  const [idle, backoff] = [createPause(), createPause()];
  let stopped = false;
  let waiting = false;

  const work = async () => {
    for (let failures = 0; !stopped; ) {
      waiting = false;
      failures = (await send()) ? 0 : failures + 1;
      if (failures > 0 && !stopped) await backoff.wait(pauseAfter(failures, numbers));
      if (failures > 0 || stopped) continue;
      await prune();
      if (!waiting && !stopped) await idle.wait(numbers.pollSeconds * 1000);
      if (!stopped) await backoff.wait(numbers.gatherMilliseconds);
    }
  };
  let working: Promise<void> | null = null;
  return {
    start() {
      working ??= work();
    },
    wake() {
      waiting = true;
      idle.cut();
    },
    async close() {
      if (working === null || stopped) return;
      stopped = true;
      idle.cut();
      backoff.cut();
      await working;
      await send();
    },
    state: () => outboxState(database, way, now()),
  };
}

/** What the relay does in its turns; neither rejects, failures are in the log. */
function createSender(options: RelayOptions) {
  const { bus, database, numbers, logger, now, holder, way = 'bus' } = options;
  const name = way === 'bus' ? 'outbox' : 'outbox feed';
  const lease = createLease({ database, name, holder, seconds: numbers.leaseSeconds, now });
  const sending = { ...options, way, lease };
  let pruned = 0;
  let told = false;
  let known: string | null = null;
  return {
    /** Whether all was sent, by this process. */
    async send(): Promise<boolean> {
      try {
        const place = await bus.place();
        if (place !== null && place !== known) await sendLostAgain(sending, place);
        known = place;
        const all = await sendWaiting(sending, place);
        told = false;
        return all;
      } catch (error) {
        if (!told) logger.warn({ err: error, way }, 'events wait to be sent');
        told = true;
        return false;
      }
    },
    async prune() {
      if (way !== 'bus' || now().getTime() - pruned < pruneEvery) return;
      pruned = now().getTime();
      await pruneEvents(sending).catch((error: unknown) =>
        logger.warn({ err: error }, 'sent events were not removed'),
      );
    },
  };
}
