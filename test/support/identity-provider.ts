import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedBy } from './forge-token';

export interface IdentityProvider {
  readonly issuer: string;
  /** A token for `role@institution-id`, as a hospital's own provider gives it. */
  token(user: string): Promise<string>;
  stop(): Promise<void>;
}

/** An OpenID provider with one key, for gateways that must know the same users. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' }];
  const server = createServer((request, response) => {
    const discovery = request.url?.includes('openid-configuration');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(discovery ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    async token(user) {
      const [role = '', institution = ''] = user.split('@');
      const now = Math.floor(Date.now() / 1000);
      return signedBy(
        privateKey.export({ format: 'jwk' }),
        { alg: 'ES256', kid: 'one', typ: 'at+jwt' },
        {
          iss: issuer,
          ...{ aud: 'lianyi', sub: user, name: user, jti: randomUUID() },
          ...{ iat: now, exp: now + 3600, institution_id: institution },
          roles: [role.toUpperCase().replaceAll('-', '_')],
        },
      );
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
