import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { anIdentity, aViewer } from '../testing/test-subgraph';
import { readCallNumbers } from './call-numbers';
import { createForeignSubgraph } from './foreign-subgraph';

interface Asked {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const closing: (() => Promise<void>)[] = [];

/** A service that answers as told, and the client of it. */
async function start(answer: (asked: Asked) => unknown) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { url: request.url, headers: request.headers, body };
    asked.push(one);
    const said = answer(one);
    if (said === undefined) request.socket.destroy();
    else if (typeof said === 'number') response.writeHead(said).end('<html>no</html>');
    else response.end(typeof said === 'string' ? said : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const failures: unknown[] = [];
  const client = createForeignSubgraph({
    ...{ name: 'shops', timeoutMs: 2000, onFailure: (error: unknown) => failures.push(error) },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/graphql?tenant=1`,
    numbers: { ...readCallNumbers(), probeMilliseconds: 20 },
  });
  closing.push(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const send = (query = '{ a }') => client.send(query, { x: 1 }, anIdentity(aViewer('CLINICIAN')));
  return { asked, failures, client, send };
}

const errorsOf = async (errors: unknown) => {
  const { send } = await start(() => ({ data: null, errors }));
  return (await send()).errors;
};

describe('a subgraph of others', () => {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('is asked at its whole address, and told nothing of who asks', async () => {
    const { asked, send } = await start(() => ({ data: { a: 1 }, extensions: { grants: 5 } }));
    expect(await send()).toEqual({ data: { a: 1 } });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe('/api/graphql?tenant=1');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ query: '{ a }', variables: { x: 1 } });
    const own = Object.keys(asked[0]?.headers ?? {}).filter((name) => name.startsWith('x-'));
    expect(own).toEqual([]);
  });

  it('has its errors passed on: message, place, single values, and a code clients know', async () => {
    const extensions = { code: 'NOT_FOUND', shop: 's1', stack: ['at x'], serviceName: 'inner' };
    expect(await errorsOf([{ message: 'No shop.', path: ['a', 0], extensions }])).toEqual([
      {
        ...{ message: 'No shop.', path: ['a', 0] },
        extensions: { shop: 's1', code: 'NOT_FOUND', part: 'shops' },
      },
    ]);
  });

  it.each([
    [{ message: 'x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, 'x'],
    [{ message: 'y'.repeat(5000), path: [{}] }, 'y'.repeat(1000)],
    [{ message: 7 }, 'It failed.'],
    ['nonsense', 'It failed.'],
    [null, 'It failed.'],
  ])('has any other error told as its own failure: %j', async (error, message) => {
    const extensions = { code: 'INTERNAL', part: 'shops' };
    expect(await errorsOf([error])).toEqual([{ message, extensions }]);
  });

  it('may not take another part’s name, or send data that is no object', async () => {
    const { send } = await start(() => ({
      data: [1],
      errors: [{ message: 'x', extensions: { part: 'other' } }],
    }));
    const { data, errors } = await send();
    expect([data, errors?.[0]?.extensions?.part]).toEqual([null, 'shops']);
  });

  it.each([
    [400, 'UNAVAILABLE'],
    [401, 'UNAVAILABLE'],
    [413, 'INVALID_INPUT'],
  ])('is not left alone where it says %i, which a client may bring about', async (status, code) => {
    const { asked, client, send } = await start(() => status);
    for (const _time of [1, 2, 3])
      await expect(send()).rejects.toMatchObject({ code, details: { part: 'shops' } });
    expect([asked.length, client.isLeftAlone()]).toEqual([3, false]);
  });

  it('is left alone once it does not answer, and asked again once it answers a question', async () => {
    let answers = false;
    const { client, send, failures } = await start(() => (answers ? { data: {} } : undefined));
    for (const _time of [1, 2])
      await expect(send('mutation { a }')).rejects.toMatchObject({
        ...{ code: 'UNAVAILABLE', details: { part: 'shops' } },
      });
    expect([client.isLeftAlone(), failures.length]).toEqual([true, 2]);
    answers = true;
    for (let left = 100; left > 0 && client.isLeftAlone(); left -= 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(client.isLeftAlone()).toBe(false);
    expect(await send()).toEqual({ data: {} });
  });
});
