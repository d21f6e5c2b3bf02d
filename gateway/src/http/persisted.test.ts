import { afterEach, describe, expect, it } from '@jest/globals';
import { type GraphqlAnswer, post } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';
import { createPersistedOperations, hashOf, type PersistedOptions } from './persisted-operations';

const query = '{ me }';
const persisted = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});

describe('a persisted operation', () => {
  let gateway: TestGateway | undefined;
  const start = async (options: PersistedOptions) => {
    gateway = await startTestGateway({ persisted: createPersistedOperations(options) });
  };
  const send = async (body: object) => {
    if (!gateway) throw new Error('not started');
    const response = await post(gateway, JSON.stringify(body));
    const { data, errors } = (await response.json()) as GraphqlAnswer;
    const [error] = errors ?? [];
    return error ? [response.status, error.message, error.extensions.code] : data;
  };
  const notFound = [200, 'PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND'];
  afterEach(() => gateway?.stop());

  it('is asked for with its text once, and by its hash from then on', async () => {
    await start({ mode: 'auto' });
    expect(await send(persisted(query))).toEqual(notFound);
    expect(await send({ query, ...persisted(query) })).toEqual({ me: 'u1' });
    expect(await send(persisted(query))).toEqual({ me: 'u1' });
    const upper = { persistedQuery: { version: 1, sha256Hash: hashOf(query).toUpperCase() } };
    expect(await send({ extensions: upper })).toEqual({ me: 'u1' });
  });

  it('is not kept under the hash of another text', async () => {
    await start({ mode: 'auto' });
    expect(await send({ query, ...persisted('{ operation }') })).toEqual([
      ...[400, 'extensions.persistedQuery: is not the SHA-256 of the query.', 'INVALID_INPUT'],
    ]);
    expect(await send(persisted('{ operation }'))).toEqual(notFound);
  });

  it('is not kept where it asks for too much', async () => {
    await start({ mode: 'auto' });
    const large = '{ drugs(first: 101) }';
    expect(await send({ query: large, ...persisted(large) })).toContain('LIMIT_EXCEEDED');
    expect(await send(persisted(large))).toEqual(notFound);
  });

  it.each([
    ['another version', { version: 2, sha256Hash: hashOf(query) }],
    ['no hash', { version: 1 }],
    ['a hash that is none', { version: 1, sha256Hash: 'abc' }],
    ['no object', 'abc'],
  ])('is refused with %s', async (_what, persistedQuery) => {
    await start({ mode: 'auto' });
    expect(await send({ query, extensions: { persistedQuery } })).toContain('INVALID_INPUT');
  });

  it('is unknown where it is switched off', async () => {
    await start({ mode: 'off' });
    const body = { query, ...persisted(query) };
    expect(await send(body)).toEqual({ me: 'u1' });
    expect(await send(persisted(query))).toEqual([
      ...[200, 'PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED'],
    ]);
  });

  it('is one of the list, by hash or text, where no other may be sent', async () => {
    await start({ mode: 'only', listed: new Map([[hashOf(query), query]]) });
    expect(await send(persisted(query))).toEqual({ me: 'u1' });
    expect(await send({ query })).toEqual({ me: 'u1' });
    for (const other of ['{ me operation }', '{ me } ', '{ __typename }'])
      for (const body of [
        { query: other },
        persisted(other),
        { query: other, ...persisted(other) },
      ])
        expect(await send(body)).toEqual([
          403,
          'Only operations of the list may be sent here: send one of them, or its hash.',
          'FORBIDDEN',
        ]);
    expect(await send({ query: '{ operation }', ...persisted(query) })).toContain('INVALID_INPUT');
  });
});
