import { expect, it } from '@jest/globals';
import { anEvent, countUp, eventually } from '../testing/event-fixture';
import { describeThroughRedis, type Manager } from '../testing/redis-fixture';
import type { SentEvent } from './event';

describeThroughRedis('events through Redis', (fixture) => {
  const { counted, counting, newBus, record, redis, relayTo, types, unsent } = fixture;

  it('reach each group once, whichever of its processes handles them, in order', async () => {
    const met: string[] = [];
    const handle = async (event: SentEvent, manager: Manager) => {
      met.push(event.id);
      await countUp(event, manager);
    };
    for (const bus of [newBus(), newBus()]) bus.subscribe(counting(handle));
    const relay = relayTo(newBus());
    await record(1, 30);
    relay.wake();
    await eventually(async () => (await counted()) === 30);
    expect(met).toEqual(Array.from({ length: 30 }, (_, index) => anEvent('a', index + 1).id));
  });

  it('are gone on with by another process where the one that had them left', async () => {
    const leaving = newBus({ deliveries: 1000 });
    let given = 0;
    const handle = async (event: SentEvent, manager: Manager) => {
      given += 1;
      if (given > 2) throw new Error('on its way out');
      await countUp(event, manager);
    };
    leaving.subscribe(counting(handle));
    relayTo(newBus());
    await record(1, 6);
    await eventually(() => given > 2);
    await leaving.close();
    expect(await counted()).toBe(2);
    newBus().subscribe(counting());
    await eventually(async () => (await counted()) === 6);
  });

  it('become a dead letter where a handler always fails, and the others go on', async () => {
    const bus = newBus({ deliveries: 3 });
    let failures = 0;
    const handle = async (event: SentEvent, manager: Manager) => {
      if (event.id === anEvent('a', 2).id) {
        failures += 1;
        throw new TypeError('a value that must not be told');
      }
      await countUp(event, manager);
    };
    bus.subscribe(counting(handle));
    relayTo(newBus());
    await record(1, 20);
    await eventually(async () => (await counted()) === 19);
    expect(failures).toBe(3);
    const letters = await bus.deadLetters();
    expect(letters).toEqual([
      {
        ...{ group: 'counting', eventId: anEvent('a', 2).id, type: types[0] },
        ...{ reason: 'TypeError', at: expect.any(Date) },
      },
    ]);
    await eventually(async () => (await bus.standing()).lag.get('counting') === 0);
  });

  it('do not become dead letters because the database does not answer', async () => {
    const bus = newBus({ deliveries: 2 });
    let down = true;
    const database = {
      ...fixture.database(),
      ping: () => (down ? Promise.reject(new Error('down')) : fixture.database().ping()),
    };
    let failures = 0;
    const handle = async (event: SentEvent, manager: Manager) => {
      if (down) {
        failures += 1;
        throw new Error('down');
      }
      await countUp(event, manager);
    };
    bus.subscribe(counting(handle, database));
    relayTo(newBus());
    await record(1, 3);
    await eventually(() => failures > 4);
    down = false;
    await eventually(async () => (await counted()) === 3);
    expect(await bus.deadLetters()).toEqual([]);
  });

  it('tell every process of a change, and of what it may have missed while Redis was down', async () => {
    const drops = [0, 0];
    for (const index of [0, 1])
      newBus().onChange(types, () => {
        drops[index] = (drops[index] ?? 0) + 1;
      });
    await eventually(() => drops.every((count) => count === 1));
    relayTo(newBus());
    await record(1, 1);
    await eventually(() => drops.every((count) => count === 2));
    await redis().kill();
    await redis().start();
    await eventually(() => drops.every((count) => count >= 3));
  });

  it('leave no more in the stream than its length, about', async () => {
    relayTo(newBus({ streamLength: 100 }));
    await record(1, 400);
    await eventually(async () => (await unsent()).length === 0);
    expect(await redis().client.xlen('t:events')).toBeLessThan(300);
  });
});
