import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import {
  type Claims,
  demoKeyOf,
  macWith,
  publicPem,
  readToken,
  signedBy,
  unsigned,
} from '../support/forge-token';
import { bearer, post } from '../support/wire';

const body = { query: '{ me { name } }' };
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const strangerKey = stranger.privateKey.export({ format: 'jwk' });
const strangerPublic = stranger.publicKey.export({ format: 'jwk' });
const seconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead;
const without = (claims: Claims, name: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

/** What a forger has: a good token of her own, and what the issuer publishes. */
interface Kit {
  readonly header: Claims;
  readonly claims: Claims;
  readonly key: JsonWebKey;
  /** An address where nobody may ever call. */
  readonly trap: string;
  readonly good: string;
}

const forgeries: readonly (readonly [string, (kit: Kit) => string])[] = [
  ['nobody signed', ({ header, claims }) => unsigned({ ...header, alg: 'none' }, claims)],
  [
    'says None in other letters',
    ({ header, claims }) => unsigned({ ...header, alg: 'nOnE' }, claims, 'AA'),
  ],
  [
    'HS256 made with the public key',
    ({ header, claims, key }) => macWith(publicPem(key), { ...header, alg: 'HS256' }, claims),
  ],
  [
    'HS256 made with nothing',
    ({ header, claims }) => macWith('', { ...header, alg: 'HS256' }, claims),
  ],
  [
    'a stranger signed under the issuer’s key id',
    ({ header, claims }) => signedBy(strangerKey, header, claims),
  ],
  [
    'brings its own key',
    ({ header, claims }) => signedBy(strangerKey, { ...header, jwk: strangerPublic }, claims),
  ],
  [
    'tells where to fetch its key',
    ({ header, claims, trap }) =>
      signedBy(strangerKey, { ...header, jku: trap, x5u: trap, kid: 'mine' }, claims),
  ],
  [
    'names a key nobody has',
    ({ header, claims, key }) =>
      signedBy(key, { ...header, kid: '../../keys/demo-issuer' }, claims),
  ],
  ['expired', ({ header, claims, key }) => signedBy(key, header, { ...claims, exp: seconds(-31) })],
  [
    'begins in the future',
    ({ header, claims, key }) => signedBy(key, header, { ...claims, nbf: seconds(60) }),
  ],
  ['never expires', ({ header, claims, key }) => signedBy(key, header, without(claims, 'exp'))],
  [
    'another issuer gave',
    ({ header, claims, key }) => signedBy(key, header, { ...claims, iss: 'https://idp.example' }),
  ],
  [
    'is meant for another service',
    ({ header, claims, key }) => signedBy(key, header, { ...claims, aud: 'portal' }),
  ],
  ['names nobody', ({ header, claims, key }) => signedBy(key, header, without(claims, 'sub'))],
  [
    'names no institution',
    ({ header, claims, key }) => signedBy(key, header, without(claims, 'institution_id')),
  ],
  [
    'has no known role',
    ({ header, claims, key }) => signedBy(key, header, { ...claims, roles: ['ROOT', 'SERVICE'] }),
  ],
  [
    'was given another role afterwards',
    ({ good, header, claims }) =>
      unsigned(header, { ...claims, roles: ['ADMIN'] }, good.split('.')[2]),
  ],
  ['lost its last sign', ({ good }) => good.slice(0, -2)],
  ['is a text', () => 'null'],
  ['is empty', () => ''],
];

describe('a token', () => {
  const log: string[] = [];
  const calls: string[] = [];
  let county: TestCounty;
  let trap: Server;
  let kit: Kit;
  const ask = (headers: Record<string, string>, path = '/graphql') =>
    post(`${county.gateway.url}${path}`, body, headers);

  beforeAll(async () => {
    county = await startCounty({ patients: 10, log });
    trap = createServer((socket) => {
      calls.push('called');
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const address = trap.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const good = await county.token('clinician@county-hospital');
    const key = demoKeyOf(county.dataDir);
    kit = { ...readToken(good), good, key, trap: `http://127.0.0.1:${port}/jwks` };
  }, 60_000);
  afterAll(async () => {
    trap?.close();
    await county?.stop();
  });

  it('is good when the issuer’s key signed it', async () => {
    const again = signedBy(kit.key, kit.header, kit.claims);
    expect(await ask(bearer(again))).toMatchObject({ status: 200, data: { me: {} } });
  });

  it.each(forgeries)('that %s is refused in the same words as none', async (_what, forge) => {
    const [forged, none] = [await ask(bearer(forge(kit))), await ask({})];
    expect([none.status, none.data]).toEqual([401, undefined]);
    expect([forged.status, forged.text]).toEqual([none.status, none.text]);
    const told = (name: string) => [forged.headers.get(name), none.headers.get(name)];
    expect(told('www-authenticate')).toEqual(['Bearer', 'Bearer']);
  });

  it.each([
    ['the address', () => ask({}, `/graphql?access_token=${kit.good}`)],
    ['a cookie', () => ask({ cookie: `access_token=${kit.good}` })],
    [
      'another header',
      () => ask({ 'x-access-token': kit.good, 'proxy-authorization': `Bearer ${kit.good}` }),
    ],
    ['another scheme', () => ask({ authorization: `Token ${kit.good}` })],
    ['a list', () => ask({ authorization: `Bearer ${kit.good}, Bearer ${kit.good}` })],
    ['the body', () => post(`${county.gateway.url}/graphql`, { ...body, access_token: kit.good })],
  ])('in %s is not looked at', async (_where, send) => {
    expect((await send()).status).toBe(401);
  });

  it('makes the gateway call nobody', () => {
    expect(calls).toEqual([]);
  });

  it('never stands in the log', () => {
    const text = log.join('');
    expect(text).toContain('token refused');
    const signature = kit.good.split('.')[2] ?? '';
    expect([signature, 'eyJ', 'Bearer '].filter((part) => text.includes(part))).toEqual([]);
  });
});
