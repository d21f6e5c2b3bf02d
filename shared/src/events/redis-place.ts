import { randomUUID } from 'node:crypto';
import type { RedisClient, RedisKeys } from './redis-client';
import { eventField } from './redis-event';
import { noteMissed, trimmedOf } from './redis-missed';

/** What was sent before may be lost: Redis holds another stream than the one it was sent to. */
export class StreamChanged extends Error {
  constructor() {
    super('Redis holds another stream than before');
    this.name = 'StreamChanged';
  }
}

/**
 * The history of writes of the server that has the stream. It is another after each restart, and
 * each time another server becomes the master, which may lack what the last one had acknowledged.
 */
const history = `
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)') or ''`;

/**
 * The name of the stream that holds what is sent; another one where it is gone though something was
 * sent to it: the server lost everything, or the stream alone.
 */
const nameOf = `${history}
local name, used = unpack(redis.call('HMGET', KEYS[2], 'name', 'used'))
if not name or (used and redis.call('EXISTS', KEYS[1]) == 0) then
  name = ARGV[1]
  redis.call('HDEL', KEYS[2], 'used')
  redis.call('HSET', KEYS[2], 'name', name)
end
return name .. ' ' .. history`;

/**
 * All events or none, and only at that place; the oldest entries are trimmed. Yields the groups from
 * which one was taken that they had not read.
 */
const addAll = `${history}
${trimmedOf}
if redis.call('HGET', KEYS[2], 'name') ~= ARGV[1] or history ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], 'used', 1)
local before = trimmed()
for index = 4, #ARGV do
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', '${eventField}', ARGV[index])
end
${noteMissed}
return groups`;

/** Names the stream and the history of its server: under another name what was sent may be lost. */
export const placeOf = async (client: RedisClient, { stream, name }: RedisKeys): Promise<string> =>
  String(await client.eval(nameOf, 2, stream, name, randomUUID()));

/** Asks for the history alone, and changes nothing. */
export const historyOf = (client: RedisClient, { stream }: RedisKeys) =>
  client.eval(`${history}\nreturn history`, 1, stream);

/**
 * Adds texts to the stream of that place; rejects with StreamChanged where it is another. Yields the
 * groups that thereby missed entries.
 */
export async function addAt(
  client: RedisClient,
  { stream, name, missed }: RedisKeys,
  { place, most, texts }: { place: string; most: number; texts: readonly string[] },
): Promise<readonly string[]> {
  const [given = '', ofServer = ''] = place.split(' ');
  const keys = [stream, name, missed] as const;
  const groups = await client.eval(addAll, 3, ...keys, given, ofServer, most, ...texts);
  if (!Array.isArray(groups)) throw new StreamChanged();
  return groups.map(String);
}
