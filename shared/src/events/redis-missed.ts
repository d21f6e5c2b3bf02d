import type { RedisClient, RedisKeys } from './redis-client';

/** For a script whose first key is the stream: how many entries were trimmed from it so far. */
export const trimmedOf = `
local function field(of, name)
  for index = 1, #of, 2 do
    if of[index] == name then return of[index + 1] end
  end
end
local function trimmed()
  if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
  local stream = redis.call('XINFO', 'STREAM', KEYS[1])
  return field(stream, 'entries-added') - field(stream, 'length')
end`;

/**
 * After it trimmed, `before` being what was trimmed until then: groups that had read less than is
 * gone missed the rest. It is counted, by group in the third key, and the group set to what is left,
 * so that it is counted once and Redis tells its lag aright. A group that never read began with
 * the oldest.
 */
export const noteMissed = `
local gone, groups = trimmed(), {}
for _, group in ipairs(gone > before and redis.call('XINFO', 'GROUPS', KEYS[1]) or {}) do
  local name, last = field(group, 'name'), field(group, 'last-delivered-id')
  local read = field(group, 'entries-read') or (last == '0-0' and before) or gone
  if read < gone then
    redis.call('XGROUP', 'SETID', KEYS[1], name, last, 'ENTRIESREAD', gone)
    redis.call('HINCRBY', KEYS[3], name, gone - read)
    table.insert(groups, name)
  end
end`;

/** Entries that were trimmed after a group was given them and before it settled them. */
export const countMissed = (
  client: RedisClient,
  { missed }: RedisKeys,
  group: string,
  events: number,
) => client.hincrby(missed, group, events);

/** How many entries each group missed. */
export async function readMissed(client: RedisClient, { missed }: RedisKeys) {
  const counts = await client.hgetall(missed);
  return new Map(Object.entries(counts).map(([group, events]) => [group, Number(events)]));
}
