import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  anEvent,
  countOf,
  countUp,
  eventually,
  openOutbox,
  recordEach,
  silent,
  testNumbers,
  unsentOf,
} from '../testing/event-fixture';
import { describeOnBothDatabases } from '../testing/test-databases';
import { describeWithRedis, startRedis, type TestRedis } from '../testing/test-redis';
import type { SentEvent } from './event';
import type { EventBus, Subscription } from './event-bus';
import type { EventNumbers } from './event-numbers';
import { createRedisBus } from './redis-bus';
import { createRelay, type Relay } from './relay';

const types = ['results.report.stored'] as const;
const now = () => new Date();
const versions = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describeWithRedis('events through Redis', () => {
  describeOnBothDatabases('from an outbox', (kind) => {
    let redis: TestRedis;
    let outbox: Awaited<ReturnType<typeof openOutbox>>;
    const closing: (() => Promise<void>)[] = [];
    beforeEach(async () => {
      redis = await startRedis();
      outbox = await openOutbox(kind, ['a', 'b']);
    });
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
      await outbox.drop();
      await redis.stop();
    });

    const newBus = (overrides: Partial<EventNumbers> = {}): EventBus => {
      const numbers = testNumbers({ leaseSeconds: 1, ...overrides });
      const bus = createRedisBus({ url: redis.url, prefix: 't:', logger: silent, numbers, now });
      closing.push(() => bus.close());
      return bus;
    };
    const relayTo = (bus: EventBus, holder = 'relay'): Relay => {
      const numbers = testNumbers({ pollSeconds: 1 });
      const relay = createRelay({
        ...{ database: outbox.database, bus, numbers, logger: silent, now, holder },
      });
      closing.push(() => relay.close());
      relay.start();
      return relay;
    };
    const counting = (overrides: Partial<Subscription<(typeof types)[number]>> = {}) => ({
      ...{ group: 'counting', types, database: outbox.database, handle: countUp, ...overrides },
    });
    const record = (from: number, to: number, key = 'a') =>
      recordEach(
        outbox.database,
        versions(from, to).map((version) => anEvent(key, version)),
      );
    const counted = (key = 'a') => countOf(outbox.database, key);
    const allSent = async () => (await unsentOf(outbox.database)).length === 0;

    it('reach each group once, whichever of its processes handles them, in order', async () => {
      const met: string[] = [];
      const handle = async (event: SentEvent, manager: Parameters<typeof countUp>[1]) => {
        met.push(event.id);
        await countUp(event, manager);
      };
      for (const bus of [newBus(), newBus()]) bus.subscribe(counting({ handle }));
      const relay = relayTo(newBus());
      await record(1, 30);
      relay.wake();
      await eventually(async () => (await counted()) === 30);
      expect(met).toEqual(versions(1, 30).map((version) => anEvent('a', version).id));
    });

    it('are gone on with by another process where the one that had them left', async () => {
      const leaving = newBus({ deliveries: 1000 });
      let given = 0;
      const handle = async (event: SentEvent, manager: Parameters<typeof countUp>[1]) => {
        given += 1;
        if (given > 2) throw new Error('on its way out');
        await countUp(event, manager);
      };
      leaving.subscribe(counting({ handle }));
      relayTo(newBus());
      await record(1, 6);
      await eventually(() => given > 2);
      await leaving.close();
      expect(await counted()).toBe(2);
      newBus().subscribe(counting());
      await eventually(async () => (await counted()) === 6);
    });

    it('wait in the outbox while Redis is down, and go on when it is back', async () => {
      newBus().subscribe(counting());
      relayTo(newBus());
      await record(1, 5);
      await eventually(async () => (await counted()) === 5);
      await redis.kill();
      await record(6, 10);
      expect(await unsentOf(outbox.database)).toHaveLength(5);
      await redis.start();
      await eventually(async () => (await counted()) === 10);
    });

    it('are sent again where Redis lost them before they were handled, and none is applied twice', async () => {
      relayTo(newBus());
      await record(1, 5);
      await eventually(allSent);
      await redis.client.flushall();
      const bus = newBus();
      bus.subscribe(counting());
      await eventually(async () => (await counted()) === 5);
      await redis.client.flushall();
      await record(6, 8);
      await eventually(async () => (await counted()) === 8);
      await eventually(async () => (await bus.standing()).lag.get('counting') === 0);
      expect(await counted()).toBe(8);
    });

    it('become a dead letter where a handler always fails, and the others go on', async () => {
      const bus = newBus({ deliveries: 3 });
      let failures = 0;
      const handle = async (event: SentEvent, manager: Parameters<typeof countUp>[1]) => {
        if (event.id === anEvent('a', 2).id) {
          failures += 1;
          throw new TypeError('a value that must not be told');
        }
        await countUp(event, manager);
      };
      bus.subscribe(counting({ handle }));
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
        ...outbox.database,
        ping: () => (down ? Promise.reject(new Error('down')) : outbox.database.ping()),
      };
      let failures = 0;
      const handle = async (event: SentEvent, manager: Parameters<typeof countUp>[1]) => {
        if (down) {
          failures += 1;
          throw new Error('down');
        }
        await countUp(event, manager);
      };
      bus.subscribe(counting({ database, handle }));
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
      await redis.kill();
      await redis.start();
      await eventually(() => drops.every((count) => count >= 3));
    });

    it('leave no more in the stream than its length, about', async () => {
      relayTo(newBus({ streamLength: 100 }));
      await record(1, 400);
      await eventually(allSent);
      expect(await redis.client.xlen('t:events')).toBeLessThan(300);
    });
  });
});
