import { randomUUID } from 'node:crypto';
import type { Logger } from '../logging/logger';
import { createPause, type Pause } from '../time/pause';
import { concerns, type Subscription } from './event-bus';
import { type EventNumbers, pauseAfter } from './event-numbers';
import { handleOnce, isEventsFault, LeaseLost, reasonOf } from './handle-once';
import { createLease, type Lease } from './lease';
import { blockFor, type RedisClient, type RedisKeys, type StreamEntry } from './redis-client';
import { eventField, readEvent, writeEvent } from './redis-event';
import { countMissed } from './redis-missed';

export interface ConsumerOptions {
  readonly keys: RedisKeys;
  readonly numbers: EventNumbers;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly connect: () => RedisClient;
}

export interface GroupConsumer {
  /** Ends with the event in hand. */
  close(): Promise<void>;
}

interface Consuming extends ConsumerOptions {
  readonly subscription: Subscription;
  readonly client: RedisClient;
  readonly lease: Lease;
  readonly pause: Pause;
  /** This process, in the group. */
  readonly consumer: string;
}

/**
 * This process among those of a group. One of them handles, oldest first, so that the events of a
 * key stay in order; a lease in the group's own database says which, and each event is handled in
 * a transaction that proves the lease. Another goes on where that one died or fell silent.
 */
export function createGroupConsumer(
  subscription: Subscription,
  options: ConsumerOptions,
): GroupConsumer {
  const { numbers, now, logger, connect } = options;
  const { database, group } = subscription;
  const [consumer, client, pause] = [randomUUID(), connect(), createPause()];
  const lease = createLease({
    database,
    ...{ name: `events ${group}`, holder: consumer, seconds: numbers.leaseSeconds, now },
  });
  const consuming: Consuming = { ...options, subscription, client, lease, consumer, pause };
  let stopped = false;
  const work = async () => {
    for (let failures = 0; !stopped; ) {
      try {
        await ((await lease.take())
          ? consume(consuming, () => stopped)
          : pause.wait(halfOf(numbers)));
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) logger.warn({ err: error, group }, 'events wait to be handled');
        if (!stopped) await pause.wait(pauseAfter(failures, numbers));
      }
    }
    await database.transaction((manager) => lease.release(manager)).catch(() => undefined);
    client.disconnect();
  };
  const working = work();
  return {
    async close() {
      stopped = true;
      pause.cut();
      await working;
    },
  };
}

/** Half of a lease, in milliseconds. */
const halfOf = ({ leaseSeconds }: EventNumbers) => leaseSeconds * 500;

/** For half of the lease: what was left unsettled, by this process or another, then what is new. */
async function consume(consuming: Consuming, stopped: () => boolean) {
  const { client, consumer, keys, numbers, pause, subscription } = consuming;
  const until = performance.now() + halfOf(numbers);
  if (!(await joinGroup(client, keys.stream, subscription.group)))
    return pause.wait(numbers.pollSeconds * 1000);
  await settleLeft(consuming, stopped);
  while (!stopped() && performance.now() < until) {
    const read = (await client.xreadgroup(
      ...(['GROUP', subscription.group, consumer, 'COUNT', numbers.batch] as const),
      ...(['BLOCK', blockFor, 'STREAMS', keys.stream, '>'] as const),
    )) as [string, StreamEntry[]][] | null;
    for (const entry of read?.[0]?.[1] ?? []) {
      if (stopped()) return;
      await settle(consuming, entry);
    }
  }
}

/**
 * From the oldest the stream holds: what it has handled before, the group's database knows. False
 * while there is no stream; who sends makes it, and would not miss one that is made here.
 */
async function joinGroup(client: RedisClient, stream: string, group: string): Promise<boolean> {
  try {
    await client.xgroup('CREATE', stream, group, '0');
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('requires the key to exist')) return false;
    if (!message.startsWith('BUSYGROUP')) throw error;
    return true;
  }
}

/** One at a time, oldest first; Redis counts how often each was given out. */
async function settleLeft(consuming: Consuming, stopped: () => boolean) {
  const { client, consumer, keys, subscription } = consuming;
  let from = '0-0';
  while (!stopped()) {
    const [next, [entry], trimmed] = (await client.xautoclaim(
      ...([keys.stream, subscription.group, consumer, 0, from, 'COUNT', 1] as const),
    )) as [string, StreamEntry[], string[]];
    if (trimmed.length > 0) await tellMissed(consuming, trimmed.length);
    if (entry) await settle(consuming, entry);
    if (next === '0-0') return;
    from = next;
  }
}

/** The stream no longer holds what was given out and never settled. */
async function tellMissed({ client, keys, logger, subscription }: Consuming, events: number) {
  const { group } = subscription;
  await countMissed(client, keys, group, events);
  logger.error({ group, events }, 'events were trimmed before a group had settled them');
}

/** Handles an event, or gives it up after so many deliveries; rejects where it is to be tried again. */
async function settle(consuming: Consuming, entry: StreamEntry) {
  const { client, keys, numbers, subscription } = consuming;
  const [[id], event] = [entry, readEvent(entry)];
  try {
    if (event && concerns(subscription.types, event))
      await handleOnce(subscription, event, consuming);
  } catch (error) {
    const counts = !(error instanceof LeaseLost) && (await isEventsFault(subscription));
    const given = await deliveriesOf(consuming, id);
    if (!counts) await setDeliveries(consuming, id, given - 1);
    if (!counts || given < numbers.deliveries) throw error;
    await buryLetter(consuming, entry, reasonOf(error));
  }
  await client.xack(keys.stream, subscription.group, id);
}

async function deliveriesOf({ client, keys, subscription }: Consuming, id: string) {
  const found = await client.xpending(keys.stream, subscription.group, id, id, 1);
  const [pending] = found as [id: string, consumer: string, idle: number, deliveries: number][];
  return pending?.[3] ?? 1;
}

const setDeliveries = (
  { client, consumer, keys, subscription }: Consuming,
  id: string,
  deliveries: number,
) =>
  client.xclaim(
    ...([keys.stream, subscription.group, consumer, 0, id] as const),
    ...(['RETRYCOUNT', Math.max(0, deliveries), 'JUSTID'] as const),
  );

async function buryLetter(
  { client, keys, logger, numbers, now, subscription }: Consuming,
  entry: StreamEntry,
  reason: string,
) {
  const event = readEvent(entry);
  if (!event) return;
  const { group } = subscription;
  await client.xadd(
    ...([keys.dead, 'MAXLEN', '~', numbers.deadLetters, '*', 'group', group] as const),
    ...['reason', reason, 'at', now().toISOString(), eventField, writeEvent(event)],
  );
  logger.error({ group, eventId: event.id, reason }, 'an event became a dead letter');
}
