import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStream } from '@lianyi/shared/testing/event-client';
import { eventually as until } from '@lianyi/shared/testing/event-fixture';
import { createTestFeed, type TestFeed } from '../testing/test-feed';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const good = { authorization: 'Bearer good' };
const head = `GET /events HTTP/1.1\r\nhost: here\r\nauthorization: ${good.authorization}\r\n\r\n`;

describe('GET /events is bounded: it', () => {
  let feed: TestFeed;
  let gateway: TestGateway;
  const open = () => openStream(gateway.url, good);
  beforeEach(async () => {
    feed = createTestFeed();
    const numbers = { eventPollMs: 10, eventHeartbeatMs: 60, eventStreams: 3 };
    gateway = await startTestGateway({ feed, numbers });
  });
  afterEach(() => gateway.stop());

  it('takes a number of streams, and another when one has gone', async () => {
    const some = [await open(), await open(), await open()];
    const fourth = await open();
    await fourth.done;
    expect([fourth.status, fourth.text()]).toEqual([429, expect.stringContaining('RATE_LIMITED')]);
    expect(gateway.http.doors?.events?.()).toBe(3);
    some[0]?.close();
    await until(() => gateway.http.doors?.events?.() === 2);
    expect((await open()).status).toBe(200);
  });

  it('takes no more where many come at once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, open));
    const statuses = all.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(3).fill(200), ...Array(9).fill(429)]);
  });

  it('keeps no place of those who went while it was asked who they are', async () => {
    let asked = 0;
    const slow = async () => {
      asked += 1;
      await sleep(100);
      return { subject: 'u', name: 'u', institutionId: 'i', roles: [], scopes: [] };
    };
    const verifier = { verify: slow, state: () => ({ entries: 0, hits: 0, misses: 0 }) };
    const numbers = { eventPollMs: 10, eventHeartbeatMs: 60, eventStreams: 3 };
    const strict = await startTestGateway({ feed, numbers, verifier });
    const pages = feed.asked();
    for (let client = 1; client <= 4; client += 1) {
      const socket = connect(Number(new URL(strict.url).port), '127.0.0.1');
      socket.write('GET /events HTTP/1.1\r\nhost: here\r\n\r\n');
      await until(() => asked === client);
      socket.destroy();
    }
    await sleep(300);
    expect([asked, feed.asked()]).toEqual([4, pages]);
    for (let client = 0; client < 3; client += 1)
      expect((await openStream(strict.url, good)).status).toBe(200);
    await strict.stop();
  });

  it('keeps no place of those who asked for several over one connection', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write(head.repeat(3));
    await until(() => feed.asked() === 3);
    expect((await open()).status).toBe(429);
    socket.destroy();
    await until(async () => (await open()).status === 200);
    expect([(await open()).status, (await open()).status]).toEqual([200, 200]);
  });

  it('looks no more at the feed for those who asked behind another over one connection', async () => {
    let looked = 0;
    const end = () => {
      looked += 1;
      return feed.end();
    };
    const numbers = { eventPollMs: 10, eventHeartbeatMs: 60 };
    const strict = await startTestGateway({ feed: { ...feed, end }, numbers });
    feed.tell(...Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(2000)}`));
    const socket = connect(Number(new URL(strict.url).port), '127.0.0.1');
    socket.write(head.repeat(2));
    await until(() => feed.asked() > 3 && looked > 3);
    socket.destroy();
    await sleep(200);
    const before = looked;
    await sleep(200);
    expect(looked - before).toBe(0);
    await strict.stop();
  });

  it('keeps no place of those it refuses', async () => {
    for (let refused = 0; refused < 4; refused += 1)
      expect((await openStream(gateway.url, { ...good, 'last-event-id': 'old' })).status).toBe(409);
    expect((await open()).status).toBe(200);
  });

  it('asks for no more than a slow client takes', async () => {
    const pages = 200;
    const texts = Array.from({ length: 100 * pages }, (_, index) => `${index} ${'x'.repeat(2000)}`);
    feed.tell(...texts);
    const asking = httpRequest(`${gateway.url}/events`, { headers: good, agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.pause();
    let before = -1;
    await until(async () => {
      const still = before === feed.asked();
      before = feed.asked();
      await sleep(200);
      return still && before === feed.asked();
    });
    // 200 KB a page: what was asked for is one here, and what the sockets between hold.
    expect(feed.asked()).toBeLessThan(pages / 2);
    let came = 0;
    answer.on('data', (part: Buffer) => {
      came += part.length;
    });
    answer.resume();
    await until(() => came > 100 * pages * 2000, 20_000);
    asking.destroy();
  });

  it('cuts off a client that takes nothing, and lets go of what it held', async () => {
    const numbers = { eventPollMs: 10, eventHeartbeatMs: 60, eventStreams: 1, idleMs: 400 };
    const strict = await startTestGateway({ feed, numbers });
    feed.tell(...Array.from({ length: 20_000 }, (_, index) => `${index} ${'x'.repeat(2000)}`));
    const asking = httpRequest(`${strict.url}/events`, { headers: good, agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined).pause();
    const open = () => openStream(strict.url, { ...good, 'last-event-id': 'c20000' });
    let quiet = await open();
    await until(async () => {
      if (quiet.status !== 200) quiet = await open();
      return quiet.status === 200;
    });
    asking.destroy();
    await until(() => quiet.text().split(': heartbeat').length > 15);
    quiet.close();
    await strict.stop();
  });
});
