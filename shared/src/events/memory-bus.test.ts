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
import { describeOnBothDatabases } from '../testing/test-databases';
import type { EventType, SentEvent } from './event';
import type { Neighbours } from './event-bus';
import { createMemoryBus } from './memory-bus';

const types = ['results.report.stored'] as const;

describeOnBothDatabases('events within one process', (kind) => {
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  let bus: ReturnType<typeof createMemoryBus>;
  beforeEach(async () => {
    outbox = await openOutbox(kind, ['a']);
    bus = createMemoryBus({ logger: silent, numbers: testNumbers(), now: () => new Date() });
  });
  afterEach(() => outbox.drop());

  const send = async (from: number, to: number) => {
    const { database } = outbox;
    for (let version = from; version <= to; version += 1)
      await recordEach(database, [anEvent('a', version)]);
    const relay = relayOf(database, (events) => bus.send(events, null));
    relay.start();
    await eventually(async () => (await unsentOf(database)).length === 0);
    await relay.close();
  };

  it('are told to the caches of the processes beside it, and theirs to its own', async () => {
    const told: EventType[][] = [];
    let tellHere: (types: readonly EventType[]) => void = () => undefined;
    const neighbours: Neighbours = {
      tell: (happened) => void told.push([...happened]),
      onTold(listener) {
        tellHere = listener;
      },
    };
    const options = { logger: silent, numbers: testNumbers(), now: () => new Date() };
    bus = createMemoryBus({ ...options, neighbours });
    let drops = 0;
    bus.onChange(types, () => (drops += 1));
    await send(1, 2);
    expect(new Set(told.flat())).toEqual(new Set(types));
    const before = drops;
    tellHere(['results.local-code.mapped']);
    expect(drops).toBe(before);
    tellHere(types);
    expect(drops).toBe(before + 1);
    expect(told.length).toBe(before);
  });

  it('reach every group that wants them, and no other', async () => {
    const met: string[] = [];
    const { database } = outbox;
    const note = (name: string) => async (event: SentEvent) => void met.push(`${name} ${event.id}`);
    bus.subscribe({ group: 'one', types, database, handle: note('one') });
    bus.subscribe({ group: 'two', types, database, handle: note('two') });
    const others = ['results.local-code.mapped'] as const;
    bus.subscribe({ group: 'three', types: others, database, handle: note('three') });
    let [drops, unwanted] = [0, 0];
    bus.onChange(types, () => (drops += 1));
    bus.onChange(others, () => (unwanted += 1));
    await send(1, 1);
    const { id } = anEvent('a', 1);
    expect(met).toEqual([`one ${id}`, `two ${id}`]);
    expect([drops, unwanted]).toEqual([1, 0]);
  });

  it('become a dead letter where a handler always fails, and the others go on', async () => {
    let tries = 0;
    bus.subscribe({
      ...{ group: 'counting', types, database: outbox.database },
      async handle(event, manager) {
        await countUp(event, manager);
        if (event.id !== anEvent('a', 2).id) return;
        tries += 1;
        throw new TypeError('a value that must not be told');
      },
    });
    await send(1, 4);
    expect([await countOf(outbox.database, 'a'), tries]).toEqual([3, 5]);
    const letter = { group: 'counting', eventId: anEvent('a', 2).id, type: types[0] };
    expect(await bus.deadLetters()).toEqual([
      { ...letter, reason: 'TypeError', at: expect.any(Date) },
    ]);
    expect((await bus.standing()).dead).toBe(1);
  });

  it('wait in the outbox while the database of a group does not answer', async () => {
    let failures = 0;
    const { database } = outbox;
    const ping = () => (failures < 8 ? Promise.reject(new Error('down')) : database.ping());
    bus.subscribe({
      ...{ group: 'counting', types, database: { ...database, ping } },
      async handle(event, manager) {
        await countUp(event, manager);
        if (failures < 8) {
          failures += 1;
          throw new Error('down');
        }
      },
    });
    await send(1, 2);
    expect([await countOf(database, 'a'), (await bus.standing()).dead]).toEqual([2, 0]);
  });
});
