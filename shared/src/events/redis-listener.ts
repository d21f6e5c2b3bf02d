import { createPause } from '../time/pause';
import type { EventType } from './event';
import { concerns } from './event-bus';
import { type EventNumbers, pauseAfter } from './event-numbers';
import { blockFor, type RedisClient, type RedisKeys } from './redis-client';
import { readEvent } from './redis-event';
import { historyOf } from './redis-place';

export interface ListenerOptions {
  readonly keys: RedisKeys;
  readonly numbers: EventNumbers;
  readonly connect: () => RedisClient;
}

/** How far it has heard, in the history of one server. */
interface Position {
  readonly history: unknown;
  readonly id: string;
}

/**
 * Hears everything that is sent, in this process alone and from now on. Whenever it finds its place
 * anew, at the start, after an outage and at another master, everybody is told: something may have been missed.
 */
export function createChangeListener({ keys, numbers, connect }: ListenerOptions) {
  const listeners: { types: readonly EventType[]; drop: () => void }[] = [];
  const pause = createPause();
  let stopped = false;
  let working: Promise<void> | null = null;

  const work = async (client: RedisClient) => {
    let position: Position | null = null;
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
  const begin = async (client: RedisClient) => {
    const history = await historyOf(client, keys);
    const [last] = await client.xrevrange(keys.stream, '+', '-', 'COUNT', 1);
    for (const { drop } of listeners) drop();
    return { history, id: last?.[0] ?? '0-0' };
  };
  const next = async (client: RedisClient, { history, id }: Position) => {
    const { stream } = keys;
    const read = await client.xread(
      ...(['COUNT', numbers.batch, 'BLOCK', blockFor, 'STREAMS', stream, id] as const),
    );
    const entries = read?.[0]?.[1] ?? [];
    const events = entries.map(readEvent).filter((event) => event !== null);
    for (const { types, drop } of listeners)
      if (events.some((event) => concerns(types, event))) drop();
    // Another master may give ids once more that were given before.
    if ((await historyOf(client, keys)) !== history) return null;
    return { history, id: entries.at(-1)?.[0] ?? id };
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
