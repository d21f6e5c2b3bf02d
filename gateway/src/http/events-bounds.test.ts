import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStream } from '@lianyi/shared/testing/event-client';
import { eventually as until } from '@lianyi/shared/testing/event-fixture';
import { createTestFeed, type TestFeed } from '../testing/test-feed';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const good = { authorization: 'Bearer good' };

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
    some[0]?.close();
    await until(async () => (await open()).status === 200);
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
