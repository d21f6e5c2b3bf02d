import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { fixedKeys } from './signing-keys';
import { createTokenVerifier, type TokenVerifierOptions } from './verify-token';

const issuer = 'https://id.example';
const audience = 'lianyi';
const noon = new Date('2026-03-01T04:00:00Z');
const seconds = (offset: number) => Math.floor(noon.getTime() / 1000) + offset;

const claims = {
  ...{ iss: issuer, aud: audience, sub: 'u1', exp: seconds(600), name: 'A' },
  ...{ institution_id: 'county-hospital', roles: ['CLINICIAN'], scope: 'a b' },
};

const unauthenticated = {
  code: 'UNAUTHENTICATED',
  message: 'Sign in: the request carries no valid access token.',
};

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('createTokenVerifier', () => {
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let publicPem: string;
  let options: TokenVerifierOptions;
  let now = noon;
  const reasons: string[] = [];

  beforeAll(async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
    publicPem = await exportSPKI(keys.publicKey);
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    options = {
      ...{ issuer, audience, keys: fixedKeys({ keys: [jwk] }), now: () => now },
      onRejected: (reason) => reasons.push(reason),
    };
  });

  const sign = (changes: JWTPayload = {}, header: Record<string, unknown> = {}) =>
    new SignJWT({ ...claims, ...changes })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
      .sign(keys.privateKey);
  const verify = (token: string) => createTokenVerifier(options).verify(`Bearer ${token}`);

  it('makes a viewer of a valid token', async () => {
    const token = await sign({ practitioner_id: 'p9' });
    await expect(verify(token)).resolves.toEqual({
      subject: 'u1',
      name: 'A',
      institutionId: 'county-hospital',
      roles: ['CLINICIAN'],
      scopes: ['a', 'b'],
      practitionerId: 'p9',
    });
  });

  it('ignores roles it does not know', async () => {
    const token = await sign({ roles: ['offline_access', 'AUDITOR', 'AUDITOR', 7] });
    await expect(verify(token)).resolves.toMatchObject({ roles: ['AUDITOR'] });
  });

  it.each([
    ['undefined', undefined],
    ['nothing', ''],
    ['null', 'Bearer null'],
    ['no scheme', 'abc.def.ghi'],
    ['basic credentials', 'Basic YTpi'],
    ['two tokens', 'Bearer a.b.c, Bearer a.b.c'],
    ['a huge token', `Bearer ${'a'.repeat(9000)}.b.c`],
  ])('refuses %s', async (_case, header) => {
    await expect(createTokenVerifier(options).verify(header)).rejects.toMatchObject(
      unauthenticated,
    );
  });

  it.each<[string, JWTPayload]>([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['no expiry', { exp: undefined }],
    ['31 seconds after expiry', { exp: seconds(-31) }],
    ['31 seconds before it begins', { nbf: seconds(31) }],
    ['no subject', { sub: undefined }],
    ['no institution, as id tokens have', { institution_id: undefined }],
    ['the nonce of an id token', { nonce: 'n' }],
    ['no known role', { roles: ['user'] }],
    ['roles that are no list', { roles: 'CLINICIAN' }],
  ])('refuses a token with %s', async (_case, changes) => {
    await expect(verify(await sign(changes))).rejects.toMatchObject(unauthenticated);
  });

  it.each<[string, JWTPayload]>([
    ['29 seconds after expiry', { exp: seconds(-29) }],
    ['29 seconds before it begins', { nbf: seconds(29) }],
  ])('accepts a token %s, as clocks differ', async (_case, changes) => {
    await expect(verify(await sign(changes))).resolves.toMatchObject({ subject: 'u1' });
  });

  it('refuses a token that is not signed', async () => {
    const unsigned = `${base64url({ alg: 'none', kid: 'k1' })}.${base64url(claims)}.`;
    await expect(verify(unsigned)).rejects.toMatchObject(unauthenticated);
    await expect(verify(`${unsigned}AA`)).rejects.toMatchObject(unauthenticated);
  });

  it('refuses the public key used as a shared secret', async () => {
    const body = `${base64url({ alg: 'HS256', kid: 'k1' })}.${base64url(claims)}`;
    const mac = createHmac('sha256', publicPem).update(body).digest('base64url');
    await expect(verify(`${body}.${mac}`)).rejects.toMatchObject(unauthenticated);
  });

  it('refuses a key the token brings along, and fetches none', async () => {
    let fetched = 0;
    const trap = createServer((_request, response) => {
      fetched += 1;
      response.end();
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/keys`;
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = own.publicKey.export({ format: 'jwk' });
    const header = { alg: 'RS256', kid: 'other', jku: url, x5u: url, jwk };
    const token = await new SignJWT(claims).setProtectedHeader(header).sign(own.privateKey);
    await expect(verify(token)).rejects.toMatchObject(unauthenticated);
    await new Promise((resolve) => trap.close(resolve));
    expect(fetched).toBe(0);
  });

  it('refuses every change of one character', async () => {
    const token = await sign();
    const signatureAt = token.lastIndexOf('.') + 2;
    for (let at = 0; at < token.length; at += 29) {
      const position = at >= token.length - 2 ? signatureAt : at;
      const other = token[position] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, position) + other + token.slice(position + 1);
      await expect(verify(changed)).rejects.toMatchObject(unauthenticated);
    }
  });

  it('refuses a remembered token from the moment it expires', async () => {
    const verifier = createTokenVerifier({ ...options, clockToleranceSeconds: 0 });
    const header = `Bearer ${await sign({ exp: seconds(60) })}`;
    await verifier.verify(header);
    now = new Date(noon.getTime() + 60_000);
    const late = verifier.verify(header);
    await expect(late).rejects.toMatchObject(unauthenticated);
    now = noon;
  });

  it('tells the log why, without the token', async () => {
    reasons.length = 0;
    await verify(await sign({ aud: 'other' })).catch(() => undefined);
    expect(reasons).toEqual(['ERR_JWT_CLAIM_VALIDATION_FAILED aud']);
  });
});
