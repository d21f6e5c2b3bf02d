import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  anEvent,
  countOf,
  countUp,
  eventually,
  openOutbox,
  recordEach,
  relayOf,
  silent,
  testNumbers,
  unsentOf,
} from '../testing/event-fixture';
import { describeOnBothDatabases, schemaDrift } from '../testing/test-databases';
import type { ProductEvent, SentEvent } from './event';
import { createMemoryBus } from './memory-bus';
import { pruneEvents } from './outbox';
import { openPartEvents } from './part-events';
import { recordEvents } from './record-events';

const keys = ['a', 'b', 'c'];
const story = keys.flatMap((key) => [1, 2, 3].map((version) => anEvent(key, version)));
const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id);

describeOnBothDatabases('an outbox', (kind) => {
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  const sent: SentEvent[] = [];
  const send = async (events: readonly SentEvent[]) => void sent.push(...events);
  const record = (events: readonly ProductEvent[]) => recordEach(outbox.database, events);
  const allSent = async () => (await unsentOf(outbox.database)).length === 0;
  beforeEach(async () => {
    sent.length = 0;
    outbox = await openOutbox(kind, keys);
  });
  afterEach(() => outbox.drop());

  it('has the tables its entities describe', async () => {
    expect(await schemaDrift(outbox.database)).toEqual([]);
  });

  it('holds nothing of a transaction that was taken back', async () => {
    const failing = outbox.database.transaction(async (manager) => {
      await recordEvents(manager, story, new Date());
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect(await outbox.all()).toEqual([]);
  });

  it('holds the same fact once, however often and by how many it is recorded', async () => {
    await Promise.all([record(story), record(story)]);
    expect(ids(await outbox.all()).sort()).toEqual(ids(story).sort());
  });

  it('is sent in order, with what was recorded, and marked', async () => {
    await record(story);
    const relay = relayOf(outbox.database, send);
    relay.start();
    await eventually(allSent);
    await relay.close();
    expect(sent).toEqual(story.map((event) => ({ ...event, at: expect.any(Date) })));
    expect(await relay.state()).toEqual({ unsent: 0, oldestSeconds: 0 });
  });

  it('is sent right after the commit, not when the relay looks next', async () => {
    const numbers = testNumbers({ pollSeconds: 3600 });
    const part = openPartEvents({
      ...{
        database: outbox.database,
        events: { place: async () => null, send },
        logger: silent,
        numbers,
      },
      feed: async () => undefined,
    });
    part.relay?.start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await recordEach(part.database, story.slice(0, 1));
    await eventually(() => sent.length === 1, 2000);
    await recordEach(part.database, story.slice(1, 2));
    await eventually(() => sent.length === 2, 2000);
    await part.relay?.close();
  });

  it('keeps what the transport does not take, and tells how much and since when', async () => {
    let down = true;
    const relay = relayOf(outbox.database, async (events) => {
      if (down) throw new Error('down');
      await send(events);
    });
    await record(story);
    relay.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await relay.state()).toMatchObject({ unsent: story.length });
    expect((await relay.state()).oldestSeconds).toBeGreaterThan(0);
    down = false;
    await eventually(allSent);
    await relay.close();
    expect(ids(sent)).toEqual(ids(story));
  });

  it('is emptied before the exit, and where that fails at the next start', async () => {
    const first = relayOf(outbox.database, send, testNumbers({ pollSeconds: 3600 }));
    first.start();
    await eventually(async () => (await first.state()).unsent === 0);
    await record(story.slice(0, 4));
    await first.close();
    expect(ids(sent)).toEqual(ids(story.slice(0, 4)));
    await record(story.slice(4));
    const next = relayOf(outbox.database, send);
    next.start();
    await eventually(allSent);
    await next.close();
    expect(ids(sent)).toEqual(ids(story));
  });

  it('forgets what was sent and fed, and keeps what was not, after its days', async () => {
    await record(story.slice(0, 3));
    const relay = relayOf(outbox.database, send);
    relay.start();
    await eventually(allSent);
    await relay.close();
    await record(story.slice(3));
    const mark = 'UPDATE `outbox_event` SET `fedAt` = `sentAt` WHERE `id` <> ?';
    await outbox.database.transaction((manager) => manager.query(mark, [story[2]?.id]));
    const prune = (days: number) =>
      pruneEvents({
        ...{ database: outbox.database, numbers: testNumbers() },
        now: () => new Date(Date.now() + days * 86_400_000),
      });
    await prune(6);
    expect(await outbox.all()).toHaveLength(story.length);
    await prune(8);
    // What the change feed has not taken stays, however old it is.
    expect(ids(await outbox.all())).toEqual(ids(story.slice(2)));
  });

  it('is delivered again, and applied once, when its relay dies between sending and marking', async () => {
    const bus = createMemoryBus({ logger: silent, numbers: testNumbers(), now: () => new Date() });
    const { database } = outbox;
    const types = ['results.report.stored'] as const;
    bus.subscribe({ group: 'counting', types, database, handle: countUp });
    let deliveries = 0;
    for (let version = 1; version <= 40; version += 1) {
      await record([anEvent('a', version)]);
      const dying = relayOf(
        database,
        async (events) => {
          await bus.send(events, null);
          deliveries += events.length;
          if (deliveries % 2 === 1) throw new Error('killed');
        },
        ...[testNumbers(), `relay-${version}`],
      );
      dying.start();
      await eventually(allSent);
      await dying.close();
    }
    expect(deliveries).toBe(80);
    expect([await countOf(database, 'a'), await bus.deadLetters()]).toEqual([40, []]);
  });
});
