import { expect, it } from '@jest/globals';
import { eventually } from '../testing/event-fixture';
import { describeThroughEach } from '../testing/redis-fixture';
import { startSentinels } from '../testing/test-sentinels';

const patience = 60_000;

describeThroughEach('events through a master that sentinels name', startSentinels, (fixture) => {
  const { counted, counting, newBus, record, redis, relayTo, types, unsent } = fixture;

  it('are handled once each while the master is killed under load', async () => {
    newBus().subscribe(counting());
    relayTo(newBus());
    await record(1, 20);
    await eventually(async () => (await counted()) === 20, patience);
    const before = await redis().master();
    const recording = record(21, 300);
    await redis().server(before).kill();
    await recording;
    await eventually(async () => (await counted()) === 300, patience);
    expect(await redis().master()).not.toBe(before);
    expect(await unsent()).toEqual([]);
  }, 120_000);

  it('are sent again where the new master lacks what the old one had acknowledged', async () => {
    relayTo(newBus());
    await record(1, 5);
    await eventually(async () => (await unsent()).length === 0, patience);
    const master = await redis().master();
    const replica = await redis().cutOff();
    await record(6, 30);
    await eventually(async () => (await unsent()).length === 0, patience);
    await redis().server(master).kill();
    replica.freeze(false);
    await eventually(async () => (await redis().master()) === replica.port, patience);
    const bus = newBus();
    bus.subscribe(counting());
    await eventually(async () => (await counted()) === 30, patience);
    await eventually(async () => (await bus.standing()).lag.get('counting') === 0, patience);
    expect(await counted()).toBe(30);
  }, 120_000);

  it('tell of what may have been missed when another master takes over', async () => {
    let drops = 0;
    newBus().onChange(types, () => {
      drops += 1;
    });
    await eventually(() => drops === 1, patience);
    await redis()
      .server(await redis().master())
      .kill();
    await eventually(() => drops >= 2, patience);
  }, 120_000);
});
