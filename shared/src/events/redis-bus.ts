import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { SentEvent } from './event';
import type { DeadLetter, EventBus, Subscription } from './event-bus';
import type { BusOptions } from './memory-bus';
import { connectRedis, type RedisKeys, redisKeys, type StreamEntry } from './redis-client';
import { createGroupConsumer, type GroupConsumer } from './redis-consumer';
import { eventField, writeEvent } from './redis-event';
import { createChangeListener } from './redis-listener';

export interface RedisBusOptions extends BusOptions {
  readonly url: string;
  /** Before every key; installations that share a server have one each. */
  readonly prefix?: string;
}

/** What was sent before may be lost: Redis holds another stream than the one it was sent to. */
export class StreamChanged extends Error {
  constructor() {
    super('Redis holds another stream than before');
    this.name = 'StreamChanged';
  }
}

/**
 * The name of the stream that holds what is sent; another one where it is gone though something was
 * sent to it: the server lost everything, or the stream alone.
 */
const nameOf = `
local name, used = unpack(redis.call('HMGET', KEYS[2], 'name', 'used'))
if name and (not used or redis.call('EXISTS', KEYS[1]) == 1) then return name end
redis.call('HDEL', KEYS[2], 'used')
redis.call('HSET', KEYS[2], 'name', ARGV[1])
return ARGV[1]`;

/** All events or none, and only to the stream of that name; the oldest entries are trimmed. */
const addAll = `
if redis.call('HGET', KEYS[2], 'name') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[2], 'used', 1)
for index = 3, #ARGV do
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', '${eventField}', ARGV[index])
end
return 1`;

/**
 * Events between processes, through one Redis stream: in the order in which they were sent, to each
 * group once more than to nobody. Nothing rests on what Redis holds: events stay in their outbox,
 * and are sent again where Redis lost them.
 */
export function createRedisBus(options: RedisBusOptions): EventBus {
  const { url, logger, numbers, prefix = 'lianyi:' } = options;
  const keys = redisKeys(prefix);
  const client = connectRedis(url, logger);
  const connect = () => connectRedis(url, logger);
  const listener = createChangeListener({ ...options, keys, connect });
  const consumers: GroupConsumer[] = [];
  return {
    place: () => placeOf(client, keys),
    async send(events, place) {
      const name = place?.split(' ')[0] ?? '';
      const texts = events.map(writeEvent);
      const { stream } = keys;
      const args = [name, numbers.streamLength, ...texts];
      const added = await client.eval(addAll, 2, stream, keys.name, ...args);
      if (added !== 1) throw new StreamChanged();
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
      dead: await client.xlen(keys.dead),
    }),
    async close() {
      await Promise.all([listener.close(), ...consumers.map((consumer) => consumer.close())]);
      client.disconnect();
    },
  };
}

/** The stream's name and the server's run: a fail-over to another server may lose the last. */
async function placeOf(client: Redis, { stream, name }: RedisKeys): Promise<string> {
  const given = await client.eval(nameOf, 2, stream, name, randomUUID());
  const info = await client.info('server');
  return `${given} ${/^run_id:(\w+)/m.exec(info)?.[1] ?? ''}`;
}

async function readDeadLetters(client: Redis, { dead }: RedisKeys): Promise<DeadLetter[]> {
  const entries = await client.xrevrange(dead, '+', '-', 'COUNT', 100);
  return entries.map(([, fields]: StreamEntry) => {
    const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
    const { id, type } = JSON.parse(field(eventField)) as SentEvent;
    const [group, reason, at] = [field('group'), field('reason'), new Date(field('at'))];
    return { group, eventId: id, type, reason, at };
  });
}

/** Redis tells what a group was not given yet, and what it was given and has not settled. */
async function readLag(client: Redis, { stream }: RedisKeys): Promise<Map<string, number>> {
  if ((await client.exists(stream)) === 0) return new Map();
  const groups = (await client.xinfo('GROUPS', stream)) as (string | number | null)[][];
  return new Map(
    groups.map((fields) => {
      const field = (name: string) => fields[fields.indexOf(name) + 1];
      return [String(field('name')), Number(field('lag') ?? 0) + Number(field('pending') ?? 0)];
    }),
  );
}
