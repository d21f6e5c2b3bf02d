import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusalIn, signedIn } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

describe('a query by GET', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const get = (fields: Record<string, string>, headers: Record<string, string> = signedIn) =>
    fetch(`${gateway.url}/graphql?${new URLSearchParams(fields)}`, { headers });

  it('is answered, its variables too', async () => {
    const query = 'query long($times: Int!) { long(times: $times) } query other { me }';
    const response = await get({ query, operationName: 'long', variables: '{"times":2}' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ data: { long: '长长' } });
  });

  it('needs a sign-in, and takes no token from the address', async () => {
    const response = await get({ query: '{ me }', access_token: 'good' }, {});
    expect(await refusalIn(response)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('is never a mutation', async () => {
    const response = await get({ query: 'mutation { change }' });
    expect(response.headers.get('allow')).toBe('POST');
    expect(await refusalIn(response)).toMatchObject({ status: 405, errors: 1 });
  });

  it('is held to the limits', async () => {
    const response = await get({ query: '{ drugs(first: 101) }' });
    expect(await refusalIn(response)).toMatchObject({ status: 400, code: 'LIMIT_EXCEEDED' });
  });

  it.each([
    ['no query', {}],
    ['variables that are no JSON', { query: '{ me }', variables: '{' }],
    ['variables that are no object', { query: '{ me }', variables: '[]' }],
    ['extensions that are no JSON', { query: '{ me }', extensions: 'x' }],
  ])('is refused with %s', async (_what, fields) => {
    const answer = await refusalIn(await get(fields));
    expect(answer).toEqual({ status: 400, errors: 1, code: 'INVALID_INPUT' });
  });

  it('is refused where a field comes twice', async () => {
    const response = await fetch(`${gateway.url}/graphql?query={me}&query={me}`, {
      headers: signedIn,
    });
    expect(await refusalIn(response)).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });
});

describe('an answer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each([
    ['compressed where it is long', 3000, 'gzip'],
    ['as it is where it is short', 10, null],
  ])('is %s', async (_what, times, encoding) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      ...{ method: 'POST', headers: { ...signedIn, 'accept-encoding': 'gzip' } },
      body: JSON.stringify({ query: `{ long(times: ${times}) }` }),
    });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(await response.json()).toEqual({ data: { long: '长'.repeat(times) } });
  });

  it('is as it is for who takes no other', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      ...{ method: 'POST', headers: { ...signedIn, 'accept-encoding': 'identity' } },
      body: JSON.stringify({ query: '{ long(times: 3000) }' }),
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.json()).toEqual({ data: { long: '长'.repeat(3000) } });
  });
});
