import { afterEach, beforeEach } from '@jest/globals';
import type { DatabaseKind } from '../database/database';
import type { SentEvent } from '../events/event';
import type { EventBus, Subscription } from '../events/event-bus';
import type { EventNumbers } from '../events/event-numbers';
import { createRedisBus } from '../events/redis-bus';
import { createRelay, type Relay } from '../events/relay';
import {
  anEvent,
  countOf,
  countUp,
  openOutbox,
  recordEach,
  silent,
  testNumbers,
  unsentOf,
} from './event-fixture';
import { startRedis, type TestRedis } from './start-redis';
import { describeOnBothDatabases } from './test-databases';
import { describeWithRedis } from './test-redis';

const types = ['results.report.stored'] as const;
const now = () => new Date();

export type Manager = Parameters<Subscription['handle']>[1];

/** What a test starts: a server, or several of them. */
type Started = Pick<TestRedis, 'url' | 'stop'>;

/** For each test Redis and an outbox with the keys `a` and `b`, and what works on them. */
export function createRedisFixture<Redis extends Started>(
  kind: DatabaseKind,
  start: () => Promise<Redis>,
) {
  let redis: Redis;
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  const closing: (() => Promise<void>)[] = [];
  // Servers that follow each other need some seconds until they do.
  beforeEach(async () => {
    redis = await start();
    outbox = await openOutbox(kind, ['a', 'b']);
  }, 60_000);
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await outbox.drop();
    await redis.stop();
  });
  return {
    types,
    redis: () => redis,
    database: () => outbox.database,
    /** A bus as a process of its own has one. */
    newBus(overrides: Partial<EventNumbers> = {}): EventBus {
      const numbers = testNumbers({ leaseSeconds: 1, pollSeconds: 1, ...overrides });
      const bus = createRedisBus({ url: redis.url, prefix: 't:', logger: silent, numbers, now });
      closing.push(() => bus.close());
      return bus;
    },
    relayTo(bus: EventBus): Relay {
      const numbers = testNumbers({ pollSeconds: 1 });
      const { database } = outbox;
      const relay = createRelay({ database, bus, numbers, logger: silent, now, holder: 'relay' });
      closing.push(() => relay.close());
      relay.start();
      return relay;
    },
    /** Counts the events of each key up. */
    counting: (
      handle: (event: SentEvent, manager: Manager) => Promise<void> = countUp,
      database = outbox.database,
    ) => ({ group: 'counting', types, database, handle }),
    record: (from: number, to: number, key = 'a') =>
      recordEach(
        outbox.database,
        Array.from({ length: to - from + 1 }, (_, index) => anEvent(key, from + index)),
      ),
    counted: (key = 'a') => countOf(outbox.database, key),
    unsent: () => unsentOf(outbox.database),
  };
}

/** Runs tests on both databases with what `start` starts for each, where there is a server to start. */
export const describeThroughEach = <Redis extends Started>(
  title: string,
  start: () => Promise<Redis>,
  tests: (fixture: RedisFixture<Redis>) => void,
) =>
  describeWithRedis(title, () =>
    describeOnBothDatabases('from an outbox', (kind) => tests(createRedisFixture(kind, start))),
  );

/** The same with one server. */
export const describeThroughRedis = (
  title: string,
  tests: (fixture: RedisFixture<TestRedis>) => void,
) => describeThroughEach(title, startRedis, tests);

export type RedisFixture<Redis extends Started> = ReturnType<typeof createRedisFixture<Redis>>;
