import type { SentEvent } from './event';
import type { DeadLetter, EventBus, Subscription } from './event-bus';
import type { BusOptions } from './memory-bus';
import {
  connectRedis,
  type RedisClient,
  type RedisKeys,
  redisKeys,
  type StreamEntry,
} from './redis-client';
import { createGroupConsumer, type GroupConsumer } from './redis-consumer';
import { eventField, writeEvent } from './redis-event';
import { createChangeListener } from './redis-listener';
import { readMissed } from './redis-missed';
import { addAt, placeOf } from './redis-place';

export interface RedisBusOptions extends BusOptions {
  readonly url: string;
  /** Before every key; installations that share a server have one each. */
  readonly prefix?: string;
}

/**
 * Events between processes, through one Redis stream: in the order in which they were sent, to each
 * group once more than to nobody. Nothing rests on what Redis holds: events stay in their outbox,
 * and are sent again where Redis lost them.
 */
export function createRedisBus(options: RedisBusOptions): EventBus {
  const { url, logger, numbers, prefix = 'lianyi:' } = options;
  const keys = redisKeys(prefix, url);
  const client = connectRedis(url, logger);
  const connect = () => connectRedis(url, logger);
  const listener = createChangeListener({ ...options, keys, connect });
  const consumers: GroupConsumer[] = [];
  const told = new Set<string>();
  const tellMissed = (group: string) => {
    if (!told.has(group))
      logger.error({ group }, 'events were trimmed before a group had read them');
    told.add(group);
  };
  return {
    place: () => placeOf(client, keys),
    async send(events, place) {
      const texts = events.map(writeEvent);
      const most = numbers.streamLength;
      for (const group of await addAt(client, keys, { place: place ?? '', most, texts }))
        tellMissed(group);
    },
    subscribe(subscription) {
      // The consumer gives a subscription events of its types alone.
      const general = subscription as unknown as Subscription;
      consumers.push(createGroupConsumer(general, { ...options, keys, connect }));
    },
    onChange: listener.add,
    deadLetters: () => readDeadLetters(client, keys),
    standing: async () => ({
      lag: await readLag(client, keys),
      missed: await readMissed(client, keys),
      dead: await client.xlen(keys.dead),
    }),
    async close() {
      await Promise.all([listener.close(), ...consumers.map((consumer) => consumer.close())]);
      client.disconnect();
    },
  };
}

async function readDeadLetters(client: RedisClient, { dead }: RedisKeys): Promise<DeadLetter[]> {
  const entries = await client.xrevrange(dead, '+', '-', 'COUNT', 100);
  return entries.map(([, fields]: StreamEntry) => {
    const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
    const { id, type } = JSON.parse(field(eventField)) as SentEvent;
    const [group, reason, at] = [field('group'), field('reason'), new Date(field('at'))];
    return { group, eventId: id, type, reason, at };
  });
}

/** Redis tells what a group was not given yet, and what it was given and has not settled. */
async function readLag(client: RedisClient, { stream }: RedisKeys): Promise<Map<string, number>> {
  if ((await client.exists(stream)) === 0) return new Map();
  const groups = (await client.xinfo('GROUPS', stream)) as (string | number | null)[][];
  return new Map(
    groups.map((fields) => {
      const field = (name: string) => fields[fields.indexOf(name) + 1];
      return [String(field('name')), Number(field('lag') ?? 0) + Number(field('pending') ?? 0)];
    }),
  );
}
