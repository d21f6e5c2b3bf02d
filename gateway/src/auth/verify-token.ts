import { createHash } from 'node:crypto';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { CacheState } from '@lianyi/shared/collections/cache-count';
import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { errors, jwtVerify } from 'jose';
import type { SigningKeys } from './signing-keys';
import { TokenRejected, Unauthenticated } from './unauthenticated';
import { viewerOfClaims } from './viewer-claims';

/**
 * The algorithms accepted, whatever a token's header says (RFC 8725, 3.1). None of them works
 * with a shared secret, so a public key can never pass for one.
 */
const algorithms = ['RS256', 'ES256', 'EdDSA'];

export interface TokenVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: SigningKeys;
  /** Seconds clocks may differ; at most 30. */
  readonly clockToleranceSeconds?: number;
  readonly now?: () => Date;
  /** Told why a token was not accepted, without anything of the token. */
  readonly onRejected?: (reason: string) => void;
}

export interface TokenVerifier {
  /**
   * The viewer of an `Authorization` header. Throws `Unauthenticated`, the same for every cause,
   * or `Unavailable` where the provider's keys were never read.
   */
  verify(authorization: string | undefined): Promise<Viewer>;
  /** Of the tokens that are remembered. */
  state(): CacheState;
}

const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const longestToken = 8192;
const rememberedTokens = 10_000;
/** Longest time a token is good without another look at its key, which may be withdrawn. */
const rememberedMs = 5 * 60 * 1000;

/**
 * Verifies bearer tokens: signature by a key of the issuer, algorithm, issuer, audience and
 * time. A verified token is remembered by its hash for minutes, never past its expiry, as signatures cost.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { now = () => new Date(), onRejected } = options;
  const verified = createRecentMap<string, { viewer: Viewer; until: number }>(rememberedTokens);

  const remember = (key: string, viewer: Viewer, expires: number) => {
    const until = Math.min(expires, now().getTime() + rememberedMs);
    if (until > now().getTime()) verified.set(key, { viewer, until });
    return viewer;
  };

  const verifyAnew = async (token: string) => {
    const { payload } = await jwtVerify(token, options.keys.find, {
      algorithms,
      ...{ issuer: options.issuer, audience: options.audience },
      clockTolerance: Math.min(30, options.clockToleranceSeconds ?? 30),
      currentDate: now(),
      requiredClaims: ['exp', 'sub'],
    });
    return { viewer: viewerOfClaims(payload), expires: (payload.exp ?? 0) * 1000 };
  };

  return {
    async verify(authorization) {
      try {
        const token = tokenIn(authorization);
        const key = createHash('sha256').update(token).digest('base64');
        const known = verified.get(key);
        if (known && known.until > now().getTime()) return known.viewer;
        const { viewer, expires } = await verifyAnew(token);
        return remember(key, viewer, expires);
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        onRejected?.(reasonOf(error));
        throw new Unauthenticated();
      }
    },
    state: verified.state,
  };
}

function tokenIn(authorization: string | undefined): string {
  if (!authorization) throw new TokenRejected('no token');
  if (authorization.length > longestToken) throw new TokenRejected('too long');
  const token = bearer.exec(authorization)?.[1];
  if (!token) throw new TokenRejected('not a bearer token');
  return token;
}

function reasonOf(error: unknown) {
  if (error instanceof errors.JWTClaimValidationFailed) return `${error.code} ${error.claim}`;
  if (error instanceof errors.JOSEError) return error.code;
  return error instanceof TokenRejected ? error.reason : 'malformed';
}
