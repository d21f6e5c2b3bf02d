import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { anEvent, countOf, countUp, openOutbox } from '../testing/event-fixture';
import { describeOnBothDatabases } from '../testing/test-databases';
import { handleOnce, LeaseLost } from './handle-once';
import { createLease } from './lease';

describeOnBothDatabases('a lease', (kind) => {
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  let now = 0;
  const at = () => new Date(now);
  const leaseOf = (holder: string) =>
    createLease({ ...{ database: outbox.database, name: 'work', holder, seconds: 10, now: at } });
  beforeEach(async () => {
    now = Date.parse('2026-03-01T00:00:00Z');
    outbox = await openOutbox(kind, ['a']);
  });
  afterEach(() => outbox.drop());

  it('is taken by one of those who want it at once', async () => {
    const wanted = ['a', 'b', 'c', 'd', 'e'].map((holder) => leaseOf(holder).take());
    expect((await Promise.all(wanted)).filter(Boolean)).toHaveLength(1);
  });

  it('is held on by its holder, and taken by another once it ran out or was given up', async () => {
    const [first, second] = [leaseOf('first'), leaseOf('second')];
    expect([await first.take(), await first.take(), await second.take()]).toEqual([
      true,
      true,
      false,
    ]);
    now += 10_000;
    expect([await second.take(), await first.take()]).toEqual([true, false]);
    await outbox.database.transaction((manager) => second.release(manager));
    expect(await first.take()).toBe(true);
  });

  it('is free at once where a clock that was ahead gave it up and was set right', async () => {
    const [ahead, other] = [leaseOf('ahead'), leaseOf('other')];
    now += 3_600_000;
    expect(await ahead.take()).toBe(true);
    await outbox.database.transaction((manager) => ahead.release(manager));
    now -= 3_600_000;
    expect(await other.take()).toBe(true);
  });

  it('lets no event be handled by who held it and does not know that it ran out', async () => {
    const [paused, next] = [leaseOf('paused'), leaseOf('next')];
    const subscription = {
      ...{ group: 'counting', types: ['results.report.stored'] as const },
      ...{ database: outbox.database, handle: countUp },
    };
    const event = { ...anEvent('a', 1), at: at() };
    expect(await paused.take()).toBe(true);
    now += 10_000;
    expect(await next.take()).toBe(true);
    const late = handleOnce(subscription, event, { now: at, lease: paused });
    await expect(late).rejects.toThrow(LeaseLost);
    expect(await countOf(outbox.database, 'a')).toBe(0);
    await handleOnce(subscription, event, { now: at, lease: next });
    expect(await countOf(outbox.database, 'a')).toBe(1);
  });

  it('lets an event be applied once by whoever handles it at the same time', async () => {
    const subscription = {
      ...{ group: 'counting', types: ['results.report.stored'] as const },
      ...{ database: outbox.database, handle: countUp },
    };
    const event = { ...anEvent('a', 1), at: at() };
    await Promise.allSettled([1, 2, 3, 4].map(() => handleOnce(subscription, event, { now: at })));
    expect(await countOf(outbox.database, 'a')).toBe(1);
  });
});
