import { afterEach, describe, expect, it } from '@jest/globals';
import {
  answer,
  answered,
  away,
  type Behaviour,
  breakOff,
  closeParts,
  startFaultyPart as start,
  swallow,
} from '../testing/faulty-part';
import { largestBody } from './largest-body';

const unavailable = { code: 'UNAVAILABLE', details: { part: 'results' } };

const until = async (holds: () => boolean) => {
  for (let left = 100; left > 0 && !holds(); left -= 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
};

describe('a part behind HTTP', () => {
  afterEach(closeParts);

  const once =
    (fault: Behaviour): Behaviour =>
    (request, response, count) =>
      (count === 1 ? fault : answer)(request, response, count);
  const gatewayPage: Behaviour = (_request, response) => {
    response.statusCode = 502;
    response.end('<html>Bad Gateway</html>');
  };

  it.each([
    ['its connection broke off', breakOff],
    ['a proxy had nothing behind it', gatewayPage],
  ])('is asked once more where %s, with another signature', async (_what, fault) => {
    const { part, ask, client } = await start(once(fault));
    expect(await ask()).toEqual(answered);
    expect([part.questions, part.headers.size]).toEqual([2, 2]);
    expect(client.retries()).toBe(1);
  });

  it.each(['mutation { a }', '  mutation M($x: Int) { a }'])(
    'is told a write once: %s',
    async (write) => {
      const { part, ask } = await start(once(breakOff));
      await expect(ask(write)).rejects.toMatchObject(unavailable);
      expect(part.questions).toBe(1);
    },
  );

  it.each(['mutation { a }', '{ a }'])(
    'is told once more what never reached it: %s',
    async (text) => {
      const { client, ask, stop } = await start(answer);
      await stop();
      await expect(ask(text)).rejects.toMatchObject(unavailable);
      expect(client.retries()).toBe(1);
    },
  );

  it('keeps no connection that nobody uses', async () => {
    const { part, ask } = await start(answer, 10_000, { keepIdleMilliseconds: 50 });
    await ask();
    expect(part.connections()).toBe(1);
    await until(() => part.connections() === 0);
  });

  it('is not asked again where its time is used up', async () => {
    const { part, ask } = await start(once(swallow), 300);
    await expect(ask()).rejects.toMatchObject(unavailable);
    expect(part.questions).toBe(1);
  });

  it('is not told what waited for a connection longer than its time', async () => {
    const { part, ask } = await start(swallow, 2000, { leastLeftMilliseconds: 1500 });
    const refused = await Promise.allSettled(
      Array.from({ length: 80 }, () => ask('mutation { a }')),
    );
    expect(refused.every(({ status }) => status === 'rejected')).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(part.questions).toBeLessThanOrEqual(64);
  });

  it('is asked again one time in ten, once what was saved is spent', async () => {
    const { part, ask, client } = await start((request, response, count) =>
      (count % 2 === 1 ? breakOff : answer)(request, response, count),
    );
    for (let asked = 0; asked < 9; asked += 1) expect(await ask()).toEqual(answered);
    part.does = (request, response, count) =>
      (request.headers['x-trace-id'] && count % 3 ? breakOff : answer)(request, response, count);
    const before = part.questions;
    await Promise.all(Array.from({ length: 40 }, () => ask().catch(() => undefined)));
    expect(part.questions - before).toBeLessThan(40 + 8);
    await until(() => !client.isLeftAlone());
  });

  it('is left alone once it does not answer, and is asked again when it is ready', async () => {
    const { part, ask, changes, client } = await start(swallow, 1500);
    const { health } = part;
    part.health = away;
    for (const _time of [1, 2]) await expect(ask()).rejects.toMatchObject(unavailable);
    expect([client.isLeftAlone(), changes]).toEqual([true, [true]]);
    const questions = part.questions;
    const refused = await Promise.allSettled(Array.from({ length: 20 }, () => ask()));
    expect(refused.map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
    expect(part.questions).toBe(questions);
    [part.does, part.health] = [answer, health];
    await until(() => !client.isLeftAlone());
    expect(await ask()).toEqual(answered);
    expect(changes).toEqual([true, false]);
  });

  it('is not left alone for an answer that is too large', async () => {
    const { part, ask, client } = await start((_request, response) => {
      response.end(JSON.stringify({ data: { text: 'x'.repeat(11 * 1024 * 1024) } }));
    });
    for (const _time of [1, 2, 3]) await expect(ask()).rejects.toMatchObject(unavailable);
    expect([part.questions, client.isLeftAlone()]).toEqual([3, false]);
  });

  it.each(['', 'null', '[]', '{"hello":1}', '{"data":'])(
    'did not answer where it says %j',
    async (text) => {
      const { ask } = await start((_request, response) => void response.end(text));
      await expect(ask()).rejects.toMatchObject(unavailable);
    },
  );

  const says =
    (status: number): Behaviour =>
    (_request, response) =>
      void response.writeHead(status).end('<html>no</html>');

  it.each([400, 401, 404, 408, 422, 429])(
    'could not be asked where it says %i, and is not left alone for it',
    async (status) => {
      const { part, ask, client } = await start(says(status));
      for (const _time of [1, 2, 3]) await expect(ask()).rejects.toMatchObject(unavailable);
      expect([part.questions, client.isLeftAlone()]).toEqual([3, false]);
    },
  );

  it('refuses what is too large for it or for a proxy, and is not left alone for it', async () => {
    const { part, ask, client } = await start(says(413));
    const tooLarge = { code: 'INVALID_INPUT', details: { part: 'results' } };
    for (const _time of [1, 2, 3]) await expect(ask()).rejects.toMatchObject(tooLarge);
    expect(part.questions).toBe(3);
    // What it would not take is not sent at all.
    await expect(ask('长'.repeat(largestBody / 3))).rejects.toMatchObject(tooLarge);
    expect([part.questions, client.isLeftAlone()]).toEqual([3, false]);
  });

  it('is left alone where it says 500', async () => {
    const { ask, client } = await start(says(500));
    for (const _time of [1, 2]) await expect(ask()).rejects.toMatchObject(unavailable);
    expect(client.isLeftAlone()).toBe(true);
  });

  it('could not be asked where it does not take the signature, as with clocks too far apart', async () => {
    const { part, ask } = await start((_request, response) => {
      response.statusCode = 401;
      response.end('{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}');
    });
    await expect(ask()).rejects.toMatchObject(unavailable);
    expect(part.questions).toBe(1);
  });
});
