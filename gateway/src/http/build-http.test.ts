import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { secret, startTestGateway, type TestGateway } from '../testing/test-gateway';

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; extensions: Record<string, unknown> }[];
}

describe('the gateway over HTTP', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const signedIn = { authorization: 'Bearer good', 'content-type': 'application/json' };

  const post = (body: string | Uint8Array, headers: Record<string, string> = signedIn) =>
    fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });

  const ask = async (query: string, more: object = {}, headers = {}) => {
    const body = JSON.stringify({ query, ...more });
    const response = await post(body, { ...signedIn, ...headers });
    return { response, status: response.status, ...((await response.json()) as Answer) };
  };

  const refusal = async (response: Response) => {
    const { errors = [] } = (await response.json()) as Answer;
    return { status: response.status, errors: errors.length, code: errors[0]?.extensions.code };
  };

  it('answers an operation', async () => {
    await expect(ask('{ me }')).resolves.toMatchObject({ status: 200, data: { me: 'u1' } });
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic Z29vZA==' }],
  ])('refuses %s before it looks at the request', async (_case, headers) => {
    const response = await post('{ not json', { 'content-type': 'application/json', ...headers });
    await expect(refusal(response)).resolves.toEqual({
      status: 401,
      errors: 1,
      code: 'UNAUTHENTICATED',
    });
  });

  it('says how to sign in where no token came', async () => {
    const response = await post('{}', {});
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('refuses a token in the address', async () => {
    const response = await fetch(`${gateway.url}/graphql?access_token=good`, { method: 'POST' });
    expect(response.status).toBe(401);
  });

  it.each([
    ['malformed JSON', '{"query": ', 400, 'INVALID_INPUT'],
    ['an empty body', '', 400, 'INVALID_INPUT'],
    ['no query', '{"variables":{}}', 400, 'INVALID_INPUT'],
    [
      'a hash in place of a query',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"a"}}}',
      400,
      'INVALID_INPUT',
    ],
    ['a query that is no text', '{"query":{"kind":"Document"}}', 400, 'INVALID_INPUT'],
    ['variables as text', '{"query":"{ me }","variables":"{}"}', 400, 'INVALID_INPUT'],
    ['a number as operation name', '{"query":"{ me }","operationName":7}', 400, 'INVALID_INPUT'],
    [
      'a key that reaches the prototype',
      '{"query":"{ me }","variables":{"__proto__":{"x":1}}}',
      400,
      'INVALID_INPUT',
    ],
    [
      'the same key written with an escape',
      '{"query":"{ me }","variables":{"__pr\\u006fto__":{"x":1}}}',
      400,
      'INVALID_INPUT',
    ],
    ['a batch', '[{"query":"{ me }"},{"query":"{ me }"}]', 400, 'LIMIT_EXCEEDED'],
    ['syntax that is not GraphQL', '{"query":"{ me"}', 400, 'INVALID_INPUT'],
    ['an unknown field', '{"query":"{ mee }"}', 400, 'INVALID_INPUT'],
    [
      'an unknown operation name',
      '{"query":"query a { me }","operationName":"b"}',
      400,
      'INVALID_INPUT',
    ],
    ['introspection', '{"query":"{ __schema { types { name } } }"}', 400, 'INVALID_INPUT'],
    ['too large a page', '{"query":"{ drugs(first: 101) }"}', 400, 'LIMIT_EXCEEDED'],
    [
      '31 aliases',
      JSON.stringify({ query: `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: me`)} }` }),
      400,
      'LIMIT_EXCEEDED',
    ],
    ['6,000 levels', JSON.stringify({ query: '{ me '.repeat(6000) }), 400, 'LIMIT_EXCEEDED'],
    [
      'a body over 1 MB',
      JSON.stringify({ query: '{ me }', variables: { a: 'x'.repeat(1_100_000) } }),
      413,
      'LIMIT_EXCEEDED',
    ],
    [
      '100,000 levels of JSON',
      `{"query":"{ me }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      400,
      'LIMIT_EXCEEDED',
    ],
  ])('refuses %s with one error in JSON', async (_case, body, status, code) => {
    await expect(refusal(await post(body))).resolves.toEqual({ status, errors: 1, code });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=gbk',
  ])('refuses the content type %s', async (type) => {
    const response = await post('{"query":"{ me }"}', { ...signedIn, 'content-type': type });
    await expect(refusal(response)).resolves.toMatchObject({ status: 415, code: 'INVALID_INPUT' });
  });

  it('refuses a compressed body', async () => {
    const response = await post('x', { ...signedIn, 'content-encoding': 'gzip' });
    await expect(refusal(response)).resolves.toMatchObject({ status: 415 });
  });

  it('refuses bytes that are not UTF-8', async () => {
    const response = await post(new Uint8Array([0x22, 0xb1, 0xe2, 0x22]));
    await expect(refusal(response)).resolves.toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await fetch(`${gateway.url}/graphql?query={me}`, {
      method,
      headers: signedIn,
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('suggests no name of the schema', async () => {
    const { errors } = await ask('{ refuse }');
    expect(errors?.[0]?.message).toBe('Cannot query field "refuse" on type "Query".');
  });

  it('repeats no value of a variable', async () => {
    const query = 'query ($text: Int) { echo(text: $text) }';
    const { status, errors } = await ask(query, { variables: { text: secret } });
    expect({ status, errors }).toEqual({
      status: 400,
      errors: [
        {
          message: 'text: must be a value of type Int.',
          locations: undefined,
          extensions: { code: 'INVALID_INPUT', field: 'text' },
        },
      ],
    });
  });

  it('lets a refusal out as it is', async () => {
    const { status, errors } = await ask('{ refused }');
    expect({ status, errors }).toEqual({
      status: 200,
      errors: [
        {
          message: 'No basis.',
          path: ['refused'],
          extensions: { code: 'FORBIDDEN', patientId: 'p1' },
        },
      ],
    });
  });

  it('masks a failure and logs it under the trace id it answers with', async () => {
    const { errors } = await ask('{ broken }');
    const traceId = String(errors?.[0]?.extensions.traceId);
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(
      gateway.lines.find((line) => line.includes(traceId) && line.includes('"err"')),
    ).toBeDefined();
  });

  it('writes one line per operation, without variables', async () => {
    gateway.lines.length = 0;
    const query = 'query Who($text: Int) { me echo(text: $text) }';
    await ask(query, { variables: { text: 4711 } });
    expect(gateway.lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        ...{ msg: 'operation', operation: 'Who', outcome: 'ok', durationMs: expect.any(Number) },
        ...{ subject: 'u1', institution: 'county-hospital', traceId: expect.any(String) },
      }),
    ]);
    expect(gateway.lines.join()).not.toContain('4711');
  });

  it('never logs or answers a value that stands in a failure', async () => {
    const { errors } = await ask('{ broken }');
    expect(JSON.stringify(errors) + gateway.lines.join()).not.toContain(secret);
  });

  it('tells the graph which operation runs', async () => {
    await expect(ask('query Mine { operation }')).resolves.toMatchObject({
      data: { operation: 'Mine' },
    });
  });

  it('goes on with the trace of its caller', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    await expect(ask('{ trace }', {}, { traceparent })).resolves.toMatchObject({
      data: { trace: traceId },
    });
  });

  it.each(['nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])(
    'starts a trace of its own instead of %s',
    async (traceparent) => {
      const { data } = await ask('{ trace }', {}, { traceparent });
      expect(data?.trace).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    },
  );

  it('makes the request id itself, whatever a client sends', async () => {
    const { response } = await ask('{ me }', {}, { 'x-request-id': 'mine' });
    expect(response.headers.get('x-request-id')).toMatch(/^id-\d+$/);
  });

  it('lets no answer be cached, sniffed or framed', async () => {
    const { headers } = (await ask('{ me }')).response;
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['/', '/.git/config', '/graphql/', '/health', '/auth/token', '/%E0%A4%A'])(
    'has nothing at %s',
    async (path) => {
      const response = await fetch(gateway.url + path);
      expect([404, 400]).toContain(response.status);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    },
  );

  it('refuses headers of 1 MB and goes on', async () => {
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`;
    await expect(raw(gateway.url, head)).resolves.toMatch(/^HTTP\/1.1 431 /);
    await expect(ask('{ me }')).resolves.toMatchObject({ status: 200 });
  });

  it('refuses a request with two lengths', async () => {
    const head =
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
    await expect(raw(gateway.url, head)).resolves.toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('the gateway before slow clients and at its end', () => {
  it('gives up on headers that do not come to an end', async () => {
    const gateway = await startTestGateway({ numbers: { headersMs: 100, checkEveryMs: 50 } });
    const answer = await raw(gateway.url, 'POST /graphql HTTP/1.1\r\nhost: a\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    await gateway.stop();
  });

  const slow = (gateway: TestGateway, ms: number) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer good', 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ slow(ms: ${ms}) }` }),
    });

  it('answers what is under way before it closes', async () => {
    const gateway = await startTestGateway();
    const answer = slow(gateway, 300);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = gateway.stop();
    const response = await answer;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
  });

  it('does not wait for it longer than the closing time', async () => {
    const gateway = await startTestGateway({ numbers: { closingMs: 200 } });
    const answer = slow(gateway, 1200).catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const began = performance.now();
    await gateway.http.close();
    expect(performance.now() - began).toBeLessThan(1000);
    await expect(answer).resolves.toBe('cut off');
  });
});

/** Sends bytes as they are; everything that comes back. */
const raw = (url: string, bytes: string) =>
  new Promise<string>((resolve) => {
    const { hostname, port } = new URL(url);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => resolve(answer)).on('close', () => resolve(answer));
  });
