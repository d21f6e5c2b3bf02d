import { Unavailable } from '@lianyi/shared/errors/domain-error';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
  type JWTVerifyGetKey,
} from 'jose';

/** Where the keys that sign access tokens come from. */
export interface SigningKeys {
  /** The key a token's header names; throws `Unavailable` where no keys were ever read. */
  readonly find: JWTVerifyGetKey;
  /** Null when keys are at hand, else what is missing. */
  ready(): Promise<string | null>;
}

export const fixedKeys = (jwks: JSONWebKeySet): SigningKeys => ({
  find: createLocalJWKSet(jwks),
  ready: async () => null,
});

const timeoutMs = 5000;
/** How long a failed attempt to read the provider's configuration is not repeated. */
const pauseMs = 5000;
/** Longest time a key that the provider withdrew is still accepted. */
const cacheMs = 10 * 60 * 1000;

const isUnreachable = (error: unknown) =>
  !(error instanceof errors.JWKSNoMatchingKey) &&
  !(error instanceof errors.JWKSMultipleMatchingKeys);

/** Reads `jwks_uri` from the issuer's discovery document (OpenID Connect Discovery 1.0, 4). */
async function discover(issuer: string): Promise<URL> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { redirect: 'error', signal });
  const document: unknown = await response.json();
  if (typeof document !== 'object' || document === null) throw new Error('no configuration');
  const { issuer: named, jwks_uri: address } = document as Record<string, unknown>;
  if (named !== issuer) throw new Error('the configuration names another issuer');
  if (typeof address !== 'string' || !URL.canParse(address)) throw new Error('no jwks_uri');
  const jwks = new URL(address);
  // Keys fetched in the clear could be anyone's; only an issuer that is itself plain may do so.
  if (jwks.protocol !== 'https:' && !issuer.startsWith('http://'))
    throw new Error('plain jwks_uri');
  return jwks;
}

/**
 * The keys of an OpenID provider, read on first use: one that is down does not stop the start.
 * Later, keys already read stay good while the provider cannot be reached.
 */
export function providerKeys(
  { issuer, jwksUri }: { issuer: string; jwksUri?: string | undefined },
  onFailure: (error: unknown) => void,
  clock: () => number = Date.now,
): SigningKeys {
  let remote: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  const connect = () => {
    if (remote) return remote;
    if (clock() - failedAt < pauseMs) throw new Unavailable('sign-in');
    const found = jwksUri ? Promise.resolve(new URL(jwksUri)) : discover(issuer);
    remote = found.then((url) =>
      createRemoteJWKSet(url, { timeoutDuration: timeoutMs, cacheMaxAge: cacheMs }),
    );
    remote.catch(() => {
      remote = undefined;
      failedAt = clock();
    });
    return remote;
  };

  const find = async (header: JWSHeaderParameters, token: FlattenedJWSInput) => {
    const keys = await attempt(connect, onFailure);
    try {
      return await keys(header, token);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      onFailure(error);
      const known = keys.jwks();
      if (!known) throw new Unavailable('sign-in');
      return createLocalJWKSet(known)(header, token);
    }
  };

  const ready = async () => {
    try {
      const keys = await connect();
      if (!keys.jwks()) await keys.reload();
      return null;
    } catch (error) {
      onFailure(error);
      return 'the keys of the identity provider could not be read';
    }
  };

  return { find, ready };
}

async function attempt<Value>(work: () => Promise<Value>, onFailure: (error: unknown) => void) {
  try {
    return await work();
  } catch (error) {
    onFailure(error);
    throw new Unavailable('sign-in');
  }
}
