import { expect, it } from '@jest/globals';
import { anEvent, eventually, silent, testNumbers } from '../testing/event-fixture';
import { createRedisFixture } from '../testing/redis-fixture';
import { startRedis } from '../testing/start-redis';
import { describeWithRedis } from '../testing/test-redis';
import { createRedisBus } from './redis-bus';

describeWithRedis("a program of the county's own", () => {
  const { record, redis, relayTo, unsent } = createRedisFixture('sqlite', startRedis);

  it('reads each event as JSON from the stream of the README, by plain commands', async () => {
    const numbers = testNumbers();
    const bus = createRedisBus({
      ...{ url: redis().url, logger: silent, numbers, now: () => new Date() },
    });
    const relay = relayTo(bus);
    await record(1, 2);
    await eventually(async () => (await unsent()).length === 0);
    const { client } = redis();
    await client.xgroup('CREATE', 'lianyi:events', 'lab-board', '0');
    const read = (await client.xreadgroup(
      ...(['GROUP', 'lab-board', 'one', 'COUNT', 100, 'BLOCK', 5000] as const),
      ...(['STREAMS', 'lianyi:events', '>'] as const),
    )) as [string, [string, string[]][]][];
    const entries = read[0]?.[1] ?? [];
    expect(entries.map(([, [name = '']]) => name)).toEqual(['event', 'event']);
    expect(entries.map(([, [, text = '']]) => JSON.parse(text))).toEqual(
      [1, 2].map((version) => ({ ...anEvent('a', version), at: expect.stringMatching(/Z$/) })),
    );
    const lag = async () => (await bus.standing()).lag.get('lab-board');
    expect(await lag()).toBe(2);
    for (const [id] of entries) await client.xack('lianyi:events', 'lab-board', id);
    expect(await lag()).toBe(0);
    await relay.close();
    await bus.close();
  });
});
