import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, Unavailable } from '@lianyi/shared/errors/domain-error';
import { type OpenStream, openStream } from '@lianyi/shared/testing/event-client';
import { eventually as until } from '@lianyi/shared/testing/event-fixture';
import { Unauthenticated } from '../auth/unauthenticated';
import { createTestFeed, type TestFeed } from '../testing/test-feed';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../testing/test-gateway';

const good = { authorization: 'Bearer good' };
const numbers = { eventPollMs: 10, eventHeartbeatMs: 60, eventStreams: 3 };

/** What the client was told last. */
const retryOf = (stream: OpenStream) =>
  Number([...stream.text().matchAll(/^retry: (\d+)$/gm)].at(-1)?.[1]);

describe('GET /events', () => {
  let feed: TestFeed;
  let gateway: TestGateway;
  const started: TestGateway[] = [];
  const streams: OpenStream[] = [];
  const start = async (options: TestGatewayOptions = {}) => {
    const one = await startTestGateway({
      feed,
      ...options,
      numbers: { ...numbers, ...options.numbers },
    });
    started.push(one);
    return one;
  };
  const open = async (headers: Record<string, string> = {}, search = '', at = gateway) => {
    const stream = await openStream(at.url, { ...good, ...headers }, search);
    streams.push(stream);
    return stream;
  };
  const texts = (stream: OpenStream) =>
    stream.events().map(({ data }) => {
      const [detail] = (data as { details: { value: string }[] }).details;
      return detail?.value;
    });
  beforeEach(async () => {
    feed = createTestFeed();
    gateway = await start();
  });
  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await Promise.all(started.splice(0).map((one) => one.stop()));
  });

  it('tells what there is, then what comes', async () => {
    feed.tell('a', 'b');
    const stream = await open();
    expect([stream.status, stream.headers['content-type']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    expect(stream.headers).not.toHaveProperty('content-encoding');
    await until(() => texts(stream).length === 2);
    feed.tell('c');
    await until(() => texts(stream).length === 3);
    expect(texts(stream)).toEqual(['a', 'b', 'c']);
    expect(stream.events().map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
  });

  it('goes on after the last event of a client that comes back, wherever it broke off', async () => {
    const all = Array.from({ length: 250 }, (_, index) => (index % 7 === 0 ? null : `t${index}`));
    feed.tell(...all);
    const seen: (string | undefined)[] = [];
    let last: string | undefined;
    while (last !== 'c250') {
      const stream = await open(last === undefined ? {} : { 'last-event-id': last });
      await until(() => texts(stream).length > 0 || stream.lastId() === 'c250');
      const taken = stream.events().slice(0, 1 + Math.floor(Math.random() * 60));
      seen.push(...texts(stream).slice(0, taken.length));
      last = taken.length === stream.events().length ? stream.lastId() : taken.at(-1)?.id;
      stream.close();
      await stream.done;
    }
    expect(seen).toEqual(all.filter((text) => text !== null));
  });

  it('moves the client past what is not told', async () => {
    feed.tell(null, null);
    const stream = await open();
    await until(() => stream.lastId() === 'c2');
    expect(stream.events()).toEqual([]);
  });

  it('asks the graph only where there is something new, and keeps the line alive', async () => {
    const stream = await open();
    await until(() => stream.text().split(': heartbeat').length > 3);
    expect(feed.asked()).toBe(1);
    expect(gateway.lines.filter((line) => line.includes('"EventStream"'))).toHaveLength(1);
  });

  it.each([
    ['no token', 401, 'UNAUTHENTICATED', { authorization: '' }, ''],
    ['a cursor that is kept no more', 409, 'CONFLICT', { 'last-event-id': 'old' }, ''],
    ['a cursor that is too long', 400, 'INVALID_INPUT', { 'last-event-id': 'c'.repeat(201) }, ''],
    ['a type that is none', 400, 'INVALID_INPUT', {}, '?types=a,none'],
    ['types twice', 400, 'INVALID_INPUT', {}, '?types=a&types=b'],
  ])('refuses %s before it begins', async (_, status, code, headers, search) => {
    const stream = await open(headers, search);
    await stream.done;
    expect([stream.status, JSON.parse(stream.text())]).toMatchObject([
      status,
      { errors: [{ extensions: { code } }] },
    ]);
  });

  it('ends when the token does, without another event', async () => {
    let revoked = false;
    const verifier = {
      async verify() {
        if (revoked) throw new Unauthenticated();
        return { subject: 'u', name: 'u', institutionId: 'i', roles: [], scopes: [] };
      },
      state: () => ({ entries: 0, hits: 0, misses: 0 }),
    };
    const stream = await open({}, '', await start({ verifier }));
    feed.tell('a');
    await until(() => texts(stream).length === 1);
    revoked = true;
    feed.tell('b');
    expect(await stream.done).toBe('ended');
    expect(stream.events().at(-1)).toMatchObject({
      ...{ name: 'refused', id: undefined, data: { code: 'UNAUTHENTICATED' } },
    });
    expect(stream.text()).not.toContain('"b"');
  });

  it('ends with the refusal where the graph refuses later', async () => {
    const stream = await open();
    feed.refuse(new DomainError('CONFLICT', 'gone', { resync: true }));
    feed.tell('a');
    expect(await stream.done).toBe('ended');
    expect(stream.events()).toMatchObject([{ data: { code: 'CONFLICT', resync: true } }]);
  });

  it('waits while the feed cannot be asked, and loses nothing by it', async () => {
    const stream = await open();
    feed.refuse(new Unavailable('patients'));
    feed.tell('a');
    await until(() => feed.asked() > 3);
    feed.refuse(null);
    await until(() => texts(stream).length === 1);
  });

  it('ends when the process leaves, and sends all away for as long as it still answers', async () => {
    const stream = await open();
    gateway.http.leave({ drainSeconds: 2, announced: false });
    const late = await open();
    feed.tell('a');
    for (const one of [stream, late]) {
      expect([one.status, one.headers.connection, await one.done]).toEqual([200, 'close', 'ended']);
      expect(retryOf(one)).toBeGreaterThan(2500);
      expect(retryOf(one)).toBeLessThanOrEqual(3000);
      expect(one.events()).toEqual([]);
    }
  });

  it('sends nobody away for longer than proxies take, nor for less than a second', async () => {
    for (const [drainSeconds, least, most] of [
      [60, 10_000, 10_000],
      [0, 1000, 1000],
    ] as const) {
      const leaving = await start();
      leaving.http.leave({ drainSeconds, announced: true });
      const late = await open({}, '', leaving);
      await late.done;
      expect(retryOf(late)).toBeGreaterThanOrEqual(least);
      expect(retryOf(late)).toBeLessThanOrEqual(most);
    }
  });

  it('tells who comes back to wait for a second again', async () => {
    const stream = await open();
    await until(() => stream.text() !== '');
    expect(retryOf(stream)).toBe(1000);
  });

  it('asks who she is of whoever it sends away', async () => {
    gateway.http.leave({ drainSeconds: 2, announced: true });
    const stranger = await open({ authorization: '' });
    expect(stranger.status).toBe(401);
  });

  it('is ended, not cut off, when the gateway closes', async () => {
    const stream = await open();
    await gateway.http.close();
    expect(await stream.done).toBe('ended');
  });
});
