import { expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger';
import { eventually, testNumbers } from '../testing/event-fixture';
import { createRedisFixture } from '../testing/redis-fixture';
import { startRedis } from '../testing/start-redis';
import { describeWithRedis } from '../testing/test-redis';
import type { EventBus } from './event-bus';
import { createRedisBus } from './redis-bus';

const stream = 't:events';

describeWithRedis('events that were trimmed before a group had them', () => {
  const fixture = createRedisFixture('sqlite', startRedis);
  const { counted, counting, newBus, record, redis, relayTo, unsent } = fixture;
  const length = () => redis().client.xlen(stream);
  const allSent = () => eventually(async () => (await unsent()).length === 0);
  /** What is asked of it can be read. */
  const standingOf = async (bus: EventBus) => {
    await eventually(() =>
      bus.standing().then(
        () => true,
        () => false,
      ),
    );
    return bus.standing();
  };
  /** The first event is handled by `counting`; `own` is a group that reads nothing. */
  const begin = async () => {
    const relay = relayTo(newBus({ streamLength: 100 }));
    await record(1, 1);
    await allSent();
    const reading = newBus();
    reading.subscribe(counting());
    await eventually(async () => (await counted()) === 1);
    await reading.close();
    await redis().client.xgroup('CREATE', stream, 'own', '0');
    return relay;
  };

  it('are counted once, and its lag is what is left', async () => {
    await begin();
    await record(2, 210);
    await allSent();
    await record(211, 260);
    await allSent();
    const left = await length();
    const bus = newBus();
    const { missed, lag } = await standingOf(bus);
    expect(missed).toEqual(
      new Map([
        ...[
          ['counting', 259 - left],
          ['own', 260 - left],
        ],
      ] as const),
    );
    expect([lag.get('counting'), lag.get('own')]).toEqual([left, left]);
    bus.subscribe(counting());
    await eventually(async () => (await counted()) === 1 + left);
    await eventually(async () => (await bus.standing()).lag.get('counting') === 0);
    expect((await bus.standing()).missed).toEqual(missed);
  });

  it('come again, and none is applied twice, where the name of the stream is removed', async () => {
    await (await begin()).close();
    const short = relayTo(newBus({ streamLength: 100 }));
    await record(2, 260);
    await allSent();
    await short.close();
    relayTo(newBus());
    newBus().subscribe(counting());
    await eventually(async () => (await counted()) === 1 + (await length()));
    await redis().client.del(`${stream}:name`);
    await eventually(async () => (await counted()) === 260);
  });

  it('are counted where they were given out and never settled', async () => {
    await begin();
    await record(2, 11);
    await allSent();
    await redis().client.xreadgroup(
      ...(['GROUP', 'counting', 'died', 'COUNT', 10, 'STREAMS', stream, '>'] as const),
    );
    await record(12, 260);
    await allSent();
    const missed = 259 - (await length());
    const bus = newBus();
    bus.subscribe(counting());
    await eventually(async () => (await standingOf(bus)).missed.get('counting') === missed);
  });

  it('are told in the log once', async () => {
    const lines: string[] = [];
    const logger = createLogger('test', 'error', { write: (line: string) => lines.push(line) });
    await (await begin()).close();
    const numbers = testNumbers({ streamLength: 100 });
    const bus = createRedisBus({
      ...{ url: redis().url, prefix: 't:', logger, numbers, now: () => new Date() },
    });
    const relay = relayTo(bus);
    await record(2, 260);
    await allSent();
    await relay.close();
    await bus.close();
    expect(lines.map((line) => JSON.parse(line).group).sort()).toEqual(['counting', 'own']);
  });

  it('are none where every group reads in time', async () => {
    const bus = newBus({ streamLength: 100 });
    bus.subscribe(counting());
    relayTo(bus);
    for (let events = 40; events <= 280; events += 40) {
      await record(events - 39, events);
      await eventually(async () => (await counted()) === events);
    }
    expect(await length()).toBeLessThan(280);
    expect((await bus.standing()).missed).toEqual(new Map());
  });
});
