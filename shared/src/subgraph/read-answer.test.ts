import dns from 'node:dns';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { anIdentity, aViewer, testKeys } from '../testing/test-subgraph';
import { neverReached } from './read-answer';
import { createRemoteSubgraph } from './remote-subgraph';

const failed = (code: string, syscall: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

describe('what never reached a part', () => {
  it.each([
    ['connect', 'EHOSTUNREACH'],
    ['connect', 'ENETUNREACH'],
    ['connect', 'ECONNREFUSED'],
    ['connect', 'ETIMEDOUT'],
    ['getaddrinfo', 'ENOTFOUND'],
    ['getaddrinfo', 'EAI_AGAIN'],
  ])('is what failed at %s with %s', (syscall, code) => {
    expect(neverReached(failed(code, syscall))).toBe(true);
  });

  it.each([
    ['read', 'EHOSTUNREACH'],
    ['write', 'EHOSTUNREACH'],
    ['read', 'ETIMEDOUT'],
    ['write', 'EPIPE'],
  ])('is not what failed at %s with %s: it may have been done', (syscall, code) => {
    expect(neverReached(failed(code, syscall))).toBe(false);
  });

  it('is what reached none of the addresses of its name', () => {
    const refused = failed('ECONNREFUSED', 'connect');
    expect(neverReached(new AggregateError([refused, refused]))).toBe(true);
    expect(neverReached(new AggregateError([refused, failed('ECONNRESET', 'read')]))).toBe(false);
  });

  it('is what a socket says of itself', async () => {
    const socket = connect({ port: 1, host: '127.0.0.1' });
    const error = await new Promise((resolve) => socket.on('error', resolve));
    expect(neverReached(error)).toBe(true);
  });
});

describe('a write to a part whose name is not known for a moment', () => {
  afterEach(() => void jest.restoreAllMocks());

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('is sent once more (%s)', async (code) => {
    const lookup = jest
      .spyOn(dns, 'lookup')
      .mockImplementation(((_name: string, _options: unknown, done: (error: Error) => void) =>
        setImmediate(done, failed(code, 'getaddrinfo'))) as unknown as typeof dns.lookup);
    const client = createRemoteSubgraph(
      { name: 'results', url: 'http://results.county/graphql', keys: testKeys(), timeoutMs: 5000 },
      () => undefined,
    );
    const identity = anIdentity(aViewer('REPORTER'));
    await expect(client.send('mutation { a }', {}, identity, [])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect([client.retries(), lookup.mock.calls.length]).toEqual([1, 2]);
    await client.close();
  });
});
