import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { providerKeys } from './signing-keys';
import { createTokenVerifier } from './verify-token';

describe('providerKeys', () => {
  let server: Server;
  let issuer: string;
  let named: string;
  let jwk: JWK;
  let sign: () => Promise<string>;
  let up: boolean;
  let clock: number;
  const paths: (string | undefined)[] = [];

  const keys = () =>
    providerKeys(
      { issuer },
      () => undefined,
      () => clock,
    );
  const verifierOf = (from: ReturnType<typeof keys>) =>
    createTokenVerifier({ issuer, audience: 'lianyi', keys: from });

  beforeEach(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1' };
    up = true;
    clock = 0;
    paths.length = 0;
    server = createServer((request, response) => {
      paths.push(request.url);
      response.statusCode = up ? 200 : 503;
      const jwks = { keys: [jwk] };
      const configuration = { issuer: named, jwks_uri: `${issuer}/jwks` };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(up ? (request.url === '/jwks' ? jwks : configuration) : {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    named = issuer;
    sign = () =>
      new SignJWT({ institution_id: 'i', roles: ['ADMIN'] })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setSubject('u')
        .setIssuer(issuer)
        .setAudience('lianyi')
        .setExpirationTime('5m')
        .sign(pair.privateKey);
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('reads the configuration and the keys once', async () => {
    const verifier = verifierOf(keys());
    await verifier.verify(`Bearer ${await sign()}`);
    await verifier.verify(`Bearer ${await sign()}`);
    expect(paths).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  it('is not ready while the provider is down', async () => {
    up = false;
    await expect(keys().ready()).resolves.toMatch(/could not be read/);
  });

  it('is ready once the provider is', async () => {
    const late = keys();
    up = false;
    await late.ready();
    up = true;
    clock += 10_000;
    await expect(late.ready()).resolves.toBeNull();
  });

  it('says that sign-in is unavailable where no keys were ever read', async () => {
    up = false;
    const asked = verifierOf(keys()).verify(`Bearer ${await sign()}`);
    await expect(asked).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('keeps accepting the keys it has while the provider is down', async () => {
    const verifier = verifierOf(keys());
    await verifier.verify(`Bearer ${await sign()}`);
    up = false;
    const later = Date.now() + 11 * 60 * 1000;
    const date = jest.spyOn(Date, 'now').mockReturnValue(later);
    const asked = verifier.verify(`Bearer ${await sign()}`);
    await expect(asked).resolves.toMatchObject({ subject: 'u' });
    date.mockRestore();
    expect(paths).toHaveLength(3);
  });

  it('refuses a configuration that names another issuer', async () => {
    named = 'https://evil.example';
    await expect(keys().ready()).resolves.toMatch(/could not be read/);
  });
});
