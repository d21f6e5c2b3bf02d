import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  anEvent,
  eventually,
  openOutbox,
  recordEach,
  silent,
  testNumbers,
} from '../testing/event-fixture';
import { describeOnBothDatabases } from '../testing/test-databases';
import type { SentEvent } from './event';
import { openPartEvents } from './part-events';

const story = [1, 2, 3, 4, 5].map((version) => anEvent('a', version));
const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id);

describeOnBothDatabases('the two ways out of an outbox', (kind) => {
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  const heard: SentEvent[] = [];
  const fed: SentEvent[] = [];
  const down = { bus: false, feed: false };
  const taking =
    (way: 'bus' | 'feed', taken: SentEvent[]) => async (events: readonly SentEvent[]) => {
      if (down[way]) throw new Error('down');
      taken.push(...events);
    };
  const open = (database = outbox.database, place = async (): Promise<string | null> => 'one') => {
    const part = openPartEvents({
      ...{ database, logger: silent, numbers: testNumbers({ pollSeconds: 1 }) },
      events: { place, send: taking('bus', heard) },
      feed: taking('feed', fed),
    });
    part.relay?.start();
    return part;
  };
  beforeEach(async () => {
    for (const taken of [heard, fed]) taken.length = 0;
    Object.assign(down, { bus: false, feed: false });
    outbox = await openOutbox(kind);
  });
  afterEach(() => outbox.drop());

  it.each([
    ['bus', heard, fed],
    ['feed', fed, heard],
  ] as const)('do not wait for each other while the %s is down', async (way, waiting, going) => {
    down[way] = true;
    const { database, relay } = open();
    await recordEach(database, story);
    await eventually(() => going.length === story.length);
    expect(waiting).toEqual([]);
    expect(await relay?.state()).toMatchObject({ unsent: story.length });
    down[way] = false;
    await eventually(() => waiting.length === story.length);
    await relay?.close();
    expect(ids(waiting)).toEqual(ids(story));
    expect(await relay?.state()).toEqual({ unsent: 0, oldestSeconds: 0 });
  });

  it('feed nothing again of what the bus lost', async () => {
    let place = 'one';
    const part = open(outbox.database, async () => place);
    await recordEach(part.database, story);
    await eventually(() => heard.length === story.length && fed.length === story.length);
    place = 'another';
    part.relay?.wake();
    await eventually(() => heard.length === 2 * story.length);
    await part.relay?.close();
    expect(ids(fed)).toEqual(ids(story));
  });

  it('lead out of every process, each event once into the feed', async () => {
    const parts = [open(), open(await outbox.another()), open(await outbox.another())];
    const versions = Array.from({ length: 30 }, (_, index) => index);
    await Promise.all(
      parts.map(({ database }, index) =>
        recordEach(
          database,
          versions.map((version) => anEvent(`p${index}`, version)),
        ),
      ),
    );
    for (const { relay } of parts) relay?.wake();
    await eventually(() => fed.length >= 90);
    await Promise.all(parts.map(({ relay }) => relay?.close()));
    expect(new Set(ids(fed)).size).toBe(90);
    expect(fed).toHaveLength(90);
  });
});
