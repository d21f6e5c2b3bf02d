import { expect, it } from '@jest/globals';
import { eventually } from '../testing/event-fixture';
import { describeThroughEach } from '../testing/redis-fixture';
import { startRedisCluster } from '../testing/test-redis-cluster';

const patience = 60_000;
const start = () => startRedisCluster('{t:events}');

describeThroughEach('events through a cluster of Redis', start, (fixture) => {
  const { counted, counting, newBus, record, redis, relayTo, types, unsent } = fixture;

  it('are handled once each, in one group of several processes', async () => {
    for (const bus of [newBus(), newBus()]) bus.subscribe(counting());
    const bus = newBus();
    relayTo(bus);
    await record(1, 30);
    await eventually(async () => (await counted()) === 30, patience);
    await eventually(async () => (await bus.standing()).lag.get('counting') === 0, patience);
    expect(await bus.deadLetters()).toEqual([]);
  }, 120_000);

  it('are handled once each while the node that has them is killed under load', async () => {
    newBus().subscribe(counting());
    relayTo(newBus());
    await record(1, 20);
    await eventually(async () => (await counted()) === 20, patience);
    const before = await redis().owner();
    const recording = record(21, 300);
    await before.kill();
    await recording;
    await eventually(async () => (await counted()) === 300, patience);
    expect((await redis().owner()).port).toBe(redis().replica.port);
    expect(await unsent()).toEqual([]);
  }, 120_000);

  it('are sent again where the new node lacks what the old one had acknowledged', async () => {
    relayTo(newBus());
    await record(1, 5);
    await eventually(async () => (await unsent()).length === 0, patience);
    const { replica } = redis();
    const before = await redis().owner();
    await redis().cutOff();
    await record(6, 30);
    await eventually(async () => (await unsent()).length === 0, patience);
    await before.kill();
    replica.freeze(false);
    const bus = newBus();
    bus.subscribe(counting());
    await eventually(async () => (await counted()) === 30, patience);
    const lag = async () => (await bus.standing()).lag.get('counting');
    await eventually(async () => (await lag().catch(() => null)) === 0, patience);
    expect(await counted()).toBe(30);
  }, 120_000);

  it('are sent again where every node was emptied', async () => {
    relayTo(newBus());
    await record(1, 5);
    await eventually(async () => (await unsent()).length === 0, patience);
    await redis().flush();
    newBus().subscribe(counting());
    await eventually(async () => (await counted()) === 5, patience);
  }, 120_000);

  it('tell of what may have been missed when another node takes over', async () => {
    let drops = 0;
    newBus().onChange(types, () => {
      drops += 1;
    });
    await eventually(() => drops === 1, patience);
    await (await redis().owner()).kill();
    await eventually(() => drops >= 2, patience);
  }, 120_000);
});
