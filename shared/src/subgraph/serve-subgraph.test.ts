import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger';
import { eventually } from '../testing/event-fixture';
import { anIdentity, aViewer, testKeys } from '../testing/test-subgraph';
import { largestBody, largestUnsigned } from './largest-body';
import { createRemoteSubgraph, type RemoteSubgraph } from './remote-subgraph';
import { type ServedSubgraph, serveSubgraph } from './serve-subgraph';
import type { RunningSubgraph, SubgraphRequest } from './subgraph';

const keys = testKeys();
const identity = anIdentity(aViewer('CLINICIAN'));

describe('a served subgraph', () => {
  let service: ServedSubgraph;
  let client: RemoteSubgraph;
  let requests: SubgraphRequest[];
  let isReady = true;
  const failures: unknown[] = [];

  const subgraph: RunningSubgraph = {
    name: 'results',
    inner: {},
    contextFor(request) {
      requests.push(request);
      return request;
    },
    async execute(query, variables, context) {
      if (query === 'slow') await new Promise((resolve) => setTimeout(resolve, 3000));
      if (query === 'large') return { data: { length: String(variables.text).length } };
      if ('grants' in context) (context as SubgraphRequest).grants.tokens.push('issued');
      return { data: { query, variables } };
    },
    async ready() {
      if (!isReady) throw new Error('down');
    },
    loadDemo: async () => undefined,
    stop: async () => undefined,
  };

  beforeEach(async () => {
    requests = [];
    isReady = true;
    const logger = createLogger('test', 'silent');
    service = await serveSubgraph(subgraph, { port: 0, host: '127.0.0.1', keys, logger });
    const { url } = service;
    client = createRemoteSubgraph({ name: 'results', url, keys, timeoutMs: 400 }, (error) =>
      failures.push(error),
    );
  });
  afterEach(async () => {
    await client.close();
    await service.close();
  });

  const post = (headers: Record<string, string>, body = '{"query":"{ a }"}') =>
    fetch(service.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('answers a part that signs who asks', async () => {
    const answer = await client.send('{ a }', { x: 1 }, identity, ['came along']);
    expect(answer).toEqual({
      data: { query: '{ a }', variables: { x: 1 } },
      extensions: { grants: ['issued'] },
    });
    expect(requests).toMatchObject([{ identity, grants: { tokens: ['came along', 'issued'] } }]);
  });

  it.each([
    ['no header', {}],
    ['an invented one', { 'x-lianyi-viewer': 'e30.e30' }],
  ])('refuses %s before it reads anything', async (_what, headers) => {
    const answer = await post(headers, 'not even JSON');
    expect([answer.status, requests]).toEqual([401, []]);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('takes a question as large as the largest report', async () => {
    const text = '报'.repeat((largestBody - 1024) / 3);
    const unhurried = createRemoteSubgraph(
      { name: 'results', url: service.url, keys, timeoutMs: 20_000 },
      (error) => failures.push(error),
    );
    const answer = await unhurried.send('large', { text }, identity, []);
    expect(answer).toEqual({ data: { length: text.length } });
    await unhurried.close();
  });

  it.each([
    ['says that it is large', `content-length: ${2 * largestUnsigned}`],
    ['does not say its length', 'transfer-encoding: chunked'],
  ])(
    'refuses a body that %s where nobody signed it, and reads none of it',
    async (_what, length) => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      const head = ['POST /graphql HTTP/1.1', 'host: a', 'content-type: application/json', length];
      // Not one byte of the body follows.
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
      socket.destroy();
    },
  );

  it('is a part that could not be asked when it takes too long', async () => {
    await expect(client.send('slow', {}, identity, [])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { part: 'results' },
    });
  });

  it('is a part that could not be asked when it is gone, and one again when it is back', async () => {
    const port = Number(new URL(service.url).port);
    await service.close();
    await expect(client.send('{ a }', {}, identity, [])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(await client.ready()).toBe('it does not answer');
    service = await serveSubgraph(subgraph, {
      port,
      host: '127.0.0.1',
      keys,
      logger: createLogger('test', 'silent'),
    });
    await expect(client.send('{ a }', {}, identity, [])).resolves.toMatchObject({
      data: { query: '{ a }' },
    });
  });

  it('tells how many connections are open, and its client what waits for one', async () => {
    const { url } = service;
    const many = createRemoteSubgraph({ name: 'results', url, keys, timeoutMs: 20_000 }, () => 0);
    expect([service.connections(), many.connections()]).toEqual([0, { open: 0, waiting: 0 }]);
    // One more than there are connections to a part.
    const asked = Promise.all(
      Array.from({ length: 65 }, () => many.send('slow', {}, identity, [])),
    );
    await eventually(() => service.connections() === 64 && many.connections().open === 64);
    expect(many.connections().waiting).toBe(1);
    await asked;
    await many.close();
    await eventually(() => service.connections() === 0);
    expect(many.connections()).toEqual({ open: 0, waiting: 0 });
  }, 30_000);

  it('says that it leaves, and answers for as long as it was told', async () => {
    const leaving = service.close(1);
    const ready = await fetch(new URL('/health/ready', service.url));
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'it is closing' }]);
    expect(ready.headers.get('connection')).toBe('close');
    await expect(client.send('{ a }', {}, identity, [])).resolves.toMatchObject({
      data: { query: '{ a }' },
    });
    await leaving;
    await expect(fetch(service.url)).rejects.toThrow();
  });

  it('tells whether its database answers, and nothing of where it is', async () => {
    expect(await client.ready()).toBeNull();
    isReady = false;
    expect(await client.ready()).toBe('its database does not answer');
  });
});
