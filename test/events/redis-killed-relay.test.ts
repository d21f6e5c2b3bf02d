import { afterEach, expect, it } from '@jest/globals';
import { readEventNumbers } from '@lianyi/shared/events/event-numbers';
import { createRedisBus } from '@lianyi/shared/events/redis-bus';
import {
  anEvent,
  countOf,
  countUp,
  eventually,
  openOutbox,
  recordEach,
  relayOf,
  silent,
  unsentOf,
} from '@lianyi/shared/testing/event-fixture';
import { startRedis } from '@lianyi/shared/testing/start-redis';
import { describeOnBothDatabases, openTestDatabase } from '@lianyi/shared/testing/test-databases';
import { describeWithRedis } from '@lianyi/shared/testing/test-redis';
import { startProgram } from '../keys/program';
import { outboxTables } from './dying-relay';

const [kills, events] = [10, 40];

describeWithRedis('relays killed between sending and marking', () => {
  describeOnBothDatabases('from an outbox', (kind) => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    it('deliver every event, again where they died, and it is applied once', async () => {
      const redis = await startRedis();
      closing.push(redis.stop);
      const { database, location, drop } = await openTestDatabase(kind, outboxTables);
      const consumer = await openOutbox(kind, ['a']);
      closing.push(drop, consumer.drop);
      await recordEach(
        database,
        Array.from({ length: events }, (_, index) => anEvent('a', index + 1)),
      );
      const prefix = location.prefix ?? '';
      const options = {
        prefix,
        logger: silent,
        numbers: readEventNumbers(),
        now: () => new Date(),
      };
      const bus = createRedisBus({ url: redis.url, ...options });
      closing.push(bus.close);
      const types = ['results.report.stored'] as const;
      bus.subscribe({ group: 'counting', types, database: consumer.database, handle: countUp });
      for (let kill = 0; kill < kills; kill += 1) {
        const { child, ended } = startProgram('test/dist/events/dying-relay.js', {
          ...{ DATA_DIR: location.dataDir, REDIS_URL: redis.url, PREFIX: prefix },
          ...(location.url ? { DATABASE_URL: location.url } : {}),
        });
        expect(await ended).toEqual({ code: null, text: '' });
        expect(child.signalCode).toBe('SIGKILL');
      }
      expect(await unsentOf(database)).toHaveLength(events);

      const living = relayOf(database, async (sent) => bus.send(sent, await bus.place()));
      living.start();
      await eventually(async () => (await countOf(consumer.database, 'a')) === events, 20_000);
      await living.close();
      await eventually(async () => (await bus.standing()).lag.get('counting') === 0);
      const delivered = await redis.client.xlen(`${prefix}events`);
      expect(delivered).toBe(events + kills * 3);
      expect(await countOf(consumer.database, 'a')).toBe(events);
    }, 120_000);
  });
});
