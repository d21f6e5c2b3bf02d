import { afterEach, expect, it } from '@jest/globals';
import { ChangeRow } from '@lianyi/patients/change/change.entity';
import { storeChanges } from '@lianyi/patients/change/store-changes.service';
import { type PatientsHarness, startPatients } from '@lianyi/patients/testing/patients.harness';
import type { SentEvent } from '@lianyi/shared/events/event';
import { openPartEvents } from '@lianyi/shared/events/part-events';
import { createRedisBus } from '@lianyi/shared/events/redis-bus';
import { writeEvent } from '@lianyi/shared/events/redis-event';
import {
  anEvent,
  eventually,
  openOutbox,
  recordEach,
  silent,
  testNumbers,
} from '@lianyi/shared/testing/event-fixture';
import { startRedis } from '@lianyi/shared/testing/start-redis';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { describeWithRedis } from '@lianyi/shared/testing/test-redis';

const [writers, each] = [4, 40];

describeWithRedis('the change feed while Redis fails', () => {
  describeOnBothDatabases('fed by several processes', (kind) => {
    const closing: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    /** Takes what it is given; now and then it fails before, or after everything was stored. */
    const unsure = (harness: PatientsHarness) => async (events: readonly SentEvent[]) => {
      const luck = Math.random();
      if (luck < 0.15) throw new Error('not reached');
      await storeChanges(harness.process, events.map(writeEvent));
      if (luck > 0.85) throw new Error('killed before it was marked');
    };

    it('has every event once and in order, though Redis is flushed and killed', async () => {
      const redis = await startRedis();
      const harness = await startPatients(kind);
      const outbox = await openOutbox(kind);
      closing.push(redis.stop, harness.stop, outbox.drop);
      const numbers = testNumbers({ batch: 7, leaseSeconds: 1, pollSeconds: 1 });
      const now = () => new Date();
      const open = async () => {
        const database = await outbox.another();
        const bus = createRedisBus({ url: redis.url, prefix: 't:', logger: silent, numbers, now });
        const feed = unsure(harness);
        const part = openPartEvents({
          ...{ database, events: bus, feed },
          logger: silent,
          numbers,
        });
        part.relay?.start();
        closing.push(bus.close, async () => part.relay?.close());
        return part;
      };
      const parts = [await open(), await open(), await open()];
      const versions = Array.from({ length: each }, (_, index) => index + 1);
      const writing = Promise.all(
        Array.from({ length: writers }, (_, writer) =>
          recordEach(
            parts[writer % parts.length]?.database ?? outbox.database,
            versions.map((version) => anEvent(`p${writer}`, version)),
          ),
        ),
      );
      await redis.client.flushall();
      await redis.kill();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await redis.start();
      await redis.client.flushall();
      await writing;
      await redis.kill();
      for (const { relay } of parts) relay?.wake();
      const rows = () => harness.database.read.find(ChangeRow, { order: { sequence: 'ASC' } });
      await eventually(async () => (await rows()).length >= writers * each, 30_000);

      const stored = await rows();
      expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, index) => index + 1));
      for (let writer = 0; writer < writers; writer += 1) {
        const told = stored.filter(({ patientId }) => patientId === `p${writer}`);
        expect(told.map(({ details }) => details.version)).toEqual(versions);
      }
    }, 90_000);
  });
});
