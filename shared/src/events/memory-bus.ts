import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger';
import type { EventType, SentEvent } from './event';
import {
  concerns,
  type DeadLetter,
  type EventBus,
  type Neighbours,
  type Subscription,
} from './event-bus';
import { type EventNumbers, pauseAfter } from './event-numbers';
import { handleOnce, isEventsFault, reasonOf } from './handle-once';

export interface BusOptions {
  readonly logger: Logger;
  readonly numbers: EventNumbers;
  readonly now: () => Date;
}

export interface MemoryBusOptions extends BusOptions {
  /** Told of what came here, and telling what came to them, for caches. */
  readonly neighbours?: Neighbours | undefined;
}

/**
 * Events within one process. What is sent counts as taken when every group has handled it or given
 * it up, so the outbox keeps it until then; dead letters are told in the log, and are gone with
 * the process.
 */
export function createMemoryBus(options: MemoryBusOptions): EventBus {
  const subscriptions: Subscription[] = [];
  const listeners: { types: readonly EventType[]; drop: () => void }[] = [];
  const dead: DeadLetter[] = [];
  const { logger, numbers, now, neighbours } = options;
  let closed = false;
  const drop = (happened: readonly EventType[]) => {
    for (const { types, drop: forget } of listeners)
      if (happened.some((type) => types.includes(type))) forget();
  };
  neighbours?.onTold(drop);

  const giveUp = (subscription: Subscription, event: SentEvent, error: unknown) => {
    const letter = { group: subscription.group, eventId: event.id, type: event.type };
    dead.unshift({ ...letter, reason: reasonOf(error), at: now() });
    dead.splice(numbers.deadLetters);
    logger.error({ ...letter, reason: reasonOf(error) }, 'an event became a dead letter');
  };
  const deliver = async (subscription: Subscription, event: SentEvent) => {
    for (let failures = 1; !closed; failures += 1) {
      try {
        return await handleOnce(subscription, event, { now });
      } catch (error) {
        if (!(await isEventsFault(subscription))) throw error;
        if (failures >= numbers.deliveries) return giveUp(subscription, event, error);
        await sleep(pauseAfter(failures, numbers));
      }
    }
    throw new Error('the bus is closed');
  };
  return {
    place: async () => null,
    async send(events) {
      const types = [...new Set(events.map(({ type }) => type))];
      drop(types);
      neighbours?.tell(types);
      for (const event of events)
        for (const subscription of subscriptions)
          if (concerns(subscription.types, event)) await deliver(subscription, event);
    },
    subscribe: (subscription) => {
      // `send` gives a subscription events of its types alone.
      subscriptions.push(subscription as unknown as Subscription);
    },
    onChange: (types, forget) => void listeners.push({ types, drop: forget }),
    deadLetters: async () => dead.slice(0, 100),
    standing: async () => ({ lag: new Map(), missed: new Map(), dead: dead.length }),
    async close() {
      closed = true;
    },
  };
}
