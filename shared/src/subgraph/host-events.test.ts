import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { openPartEvents } from '../events/part-events';
import { createEventGauges } from '../metrics/event-gauges';
import {
  anEvent,
  countOf,
  countUp,
  openOutbox,
  recordEach,
  silent,
  testNumbers,
  unsentOf,
} from '../testing/event-fixture';
import { describeOnBothDatabases } from '../testing/test-databases';
import { hostEvents } from './host-events';

describeOnBothDatabases('the events of a process', (kind) => {
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  beforeEach(async () => {
    outbox = await openOutbox(kind, ['a']);
  });
  afterEach(() => outbox.drop());

  it('wait until all its parts hear, and are handled before it ends', async () => {
    const numbers = testNumbers({ pollSeconds: 3600, gatherMilliseconds: 3_600_000 });
    const events = hostEvents({ logger: silent, numbers });
    const { database } = outbox;
    const part = openPartEvents({
      ...{ database, events: events.bus, logger: silent, numbers },
      feed: async () => undefined,
    });
    await recordEach(part.database, [anEvent('a', 1)]);
    expect(await unsentOf(database)).toHaveLength(1);
    const types = ['results.report.stored'] as const;
    events.bus.subscribe({ group: 'counting', types, database, handle: countUp });
    const registry = new Registry();
    events.start([{ name: 'results', relay: part.relay }], createEventGauges(registry));
    await recordEach(part.database, [anEvent('a', 2)]);
    await events.close();
    expect([await countOf(database, 'a'), await unsentOf(database)]).toEqual([2, []]);
    expect(await registry.metrics()).toContain('lianyi_outbox_unsent{part="results"} 0');
  });
});
