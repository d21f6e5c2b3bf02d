import type { Redis } from 'ioredis';
import { createPause } from '../time/pause';
import type { EventType } from './event';
import { concerns } from './event-bus';
import { type EventNumbers, pauseAfter } from './event-numbers';
import { blockFor, type RedisKeys } from './redis-client';
import { readEvent } from './redis-event';

export interface ListenerOptions {
  readonly keys: RedisKeys;
  readonly numbers: EventNumbers;
  readonly connect: () => Redis;
}

/**
 * Hears everything that is sent, in this process alone and from now on. Whenever it finds its place
 * anew, at the start and after an outage, everybody is told: something may have been missed.
 */
export function createChangeListener({ keys, numbers, connect }: ListenerOptions) {
  const listeners: { types: readonly EventType[]; drop: () => void }[] = [];
  const pause = createPause();
  let stopped = false;
  let working: Promise<void> | null = null;

  const work = async (client: Redis) => {
    let position: string | null = null;
    for (let failures = 0; !stopped; ) {
      try {
        position = await (position === null ? begin(client) : next(client, position));
        failures = 0;
      } catch {
        position = null;
        failures += 1;
        if (!stopped) await pause.wait(pauseAfter(failures, numbers));
      }
    }
    client.disconnect();
  };
  const begin = async (client: Redis) => {
    const [last] = await client.xrevrange(keys.stream, '+', '-', 'COUNT', 1);
    for (const { drop } of listeners) drop();
    return last?.[0] ?? '0-0';
  };
  const next = async (client: Redis, position: string) => {
    const { stream } = keys;
    const read = await client.xread(
      ...(['COUNT', numbers.batch, 'BLOCK', blockFor, 'STREAMS', stream, position] as const),
    );
    const entries = read?.[0]?.[1] ?? [];
    const events = entries.map(readEvent).filter((event) => event !== null);
    for (const { types, drop } of listeners)
      if (events.some((event) => concerns(types, event))) drop();
    return entries.at(-1)?.[0] ?? position;
  };
  return {
    add(types: readonly EventType[], drop: () => void) {
      listeners.push({ types, drop });
      working ??= work(connect());
    },
    async close() {
      stopped = true;
      pause.cut();
      await working;
    },
  };
}
