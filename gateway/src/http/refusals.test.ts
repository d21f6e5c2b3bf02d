import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { post, refusalIn, signedIn } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

describe('the gateway over HTTP', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic Z29vZA==' }],
  ])('refuses %s before it looks at the request', async (_case, headers) => {
    const response = await post(gateway, '{ not json', {
      'content-type': 'application/json',
      ...headers,
    });
    await expect(refusalIn(response)).resolves.toEqual({
      status: 401,
      errors: 1,
      code: 'UNAUTHENTICATED',
    });
  });

  it('says how to sign in where no token came', async () => {
    const response = await post(gateway, '{}', {});
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
    [
      'an unknown operation name',
      '{"query":"query a { me }","operationName":"b"}',
      400,
      'INVALID_INPUT',
    ],
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
    await expect(refusalIn(await post(gateway, body))).resolves.toEqual({
      status,
      errors: 1,
      code,
    });
  });

  it.each([
    ['syntax that is not GraphQL', '{"query":"{ me"}'],
    ['an unknown field', '{"query":"{ mee }"}'],
    ['introspection', '{"query":"{ __schema { types { name } } }"}'],
  ])('refuses %s by the status that the accepted type asks for', async (_case, body) => {
    const plain = await refusalIn(await post(gateway, body));
    expect(plain).toEqual({ status: 200, errors: 1, code: 'INVALID_INPUT' });
    const accept = 'application/graphql-response+json';
    const typed = await refusalIn(await post(gateway, body, { ...signedIn, accept }));
    expect(typed).toEqual({ ...plain, status: 400 });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=gbk',
  ])('refuses the content type %s', async (type) => {
    const response = await post(gateway, '{"query":"{ me }"}', {
      ...signedIn,
      'content-type': type,
    });
    await expect(refusalIn(response)).resolves.toMatchObject({
      status: 415,
      code: 'INVALID_INPUT',
    });
  });

  it('refuses a compressed body', async () => {
    const response = await post(gateway, 'x', { ...signedIn, 'content-encoding': 'gzip' });
    await expect(refusalIn(response)).resolves.toMatchObject({ status: 415 });
  });

  it('refuses bytes that are not UTF-8', async () => {
    const response = await post(gateway, new Uint8Array([0x22, 0xb1, 0xe2, 0x22]));
    await expect(refusalIn(response)).resolves.toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
    });
  });

  it.each(['PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await fetch(`${gateway.url}/graphql?query={me}`, {
      method,
      headers: signedIn,
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it.each(['/', '/.git/config', '/graphql/', '/health', '/auth/token', '/%E0%A4%A'])(
    'has nothing at %s',
    async (path) => {
      const response = await fetch(gateway.url + path);
      expect([404, 400]).toContain(response.status);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    },
  );
});
