import { expect, it } from '@jest/globals';
import { anEvent, eventually } from '../testing/event-fixture';
import { describeThroughRedis } from '../testing/redis-fixture';
import { StreamChanged } from './redis-place';

describeThroughRedis('events while Redis fails', (fixture) => {
  const { counted, counting, newBus, record, redis, relayTo, unsent } = fixture;

  it('wait in the outbox while Redis is down, and go on when it is back', async () => {
    newBus().subscribe(counting());
    relayTo(newBus());
    await record(1, 5);
    await eventually(async () => (await counted()) === 5);
    await redis().kill();
    await record(6, 10);
    expect(await unsent()).toHaveLength(5);
    await redis().start();
    await eventually(async () => (await counted()) === 10);
  });

  it('are sent again where Redis lost them before they were handled, and none is applied twice', async () => {
    relayTo(newBus());
    await record(1, 5);
    await eventually(async () => (await unsent()).length === 0);
    await redis().client.flushall();
    const bus = newBus();
    bus.subscribe(counting());
    await eventually(async () => (await counted()) === 5);
    await redis().client.flushall();
    await record(6, 8);
    await eventually(async () => (await counted()) === 8);
    await eventually(async () => (await bus.standing()).lag.get('counting') === 0);
    expect(await counted()).toBe(8);
  });

  it('are sent again where the stream alone was lost', async () => {
    relayTo(newBus());
    await record(1, 5);
    await eventually(async () => (await unsent()).length === 0);
    await redis().client.del('t:events');
    newBus().subscribe(counting());
    await eventually(async () => (await counted()) === 5);
  });

  it('are not taken by another stream than the one they were meant for', async () => {
    const bus = newBus();
    relayTo(bus);
    await record(1, 1);
    await eventually(async () => (await unsent()).length === 0);
    const place = await bus.place();
    await redis().client.flushall();
    const next = { ...anEvent('a', 2), at: new Date() };
    await expect(bus.send([next], place)).rejects.toThrow(StreamChanged);
    await expect(bus.send([next], await bus.place())).resolves.toBeUndefined();
  });

  it('do not hold up who records them while Redis hangs', async () => {
    newBus().subscribe(counting());
    const relay = relayTo(newBus());
    await record(1, 1);
    await eventually(async () => (await counted()) === 1);
    redis().freeze(true);
    const began = performance.now();
    await record(2, 11);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(await relay.state()).toMatchObject({ unsent: 10 });
    redis().freeze(false);
    await eventually(async () => (await counted()) === 11);
  });

  it('are sent and handled by processes that started before Redis did', async () => {
    await redis().kill();
    newBus().subscribe(counting());
    relayTo(newBus());
    await record(1, 5);
    expect(await unsent()).toHaveLength(5);
    await redis().start();
    await eventually(async () => (await counted()) === 5);
  });
});
