import { createHash, randomBytes } from 'node:crypto';
import type { KeyRing } from '../crypto/key-ring';
import { readToken, signToken } from '../crypto/signed-token';
import type { Viewer } from './viewer';

export const viewerHeader = 'x-lianyi-viewer';

/** Seconds a header is good for: it covers one hop, and clocks a few seconds apart. */
const lifetimeSeconds = 30;

/** What one sub-request carries besides its document. */
export interface RequestIdentity {
  readonly viewer: Viewer;
  /** One client operation; access grants are bound to it. */
  readonly requestId: string;
  readonly traceId: string;
  readonly operationName?: string | undefined;
  /** When nobody waits any more, by `performance.now()` of this process; unset where nobody said. */
  readonly answerBy?: number | undefined;
}

interface HeaderClaims extends Omit<RequestIdentity, 'answerBy'> {
  readonly to: string;
  readonly body: string;
  readonly nonce: string;
  readonly expires: number;
  /** Milliseconds for what the subgraph itself asks: no instant, as clocks differ. Older parts say nothing. */
  readonly left?: number | undefined;
}

const digest = (body: string) => createHash('sha256').update(body).digest('base64url');

/** Signs who asks, for one subgraph and one request body (design rule 7), and how long for. */
export function signViewerHeader(
  keys: KeyRing,
  to: string,
  identity: RequestIdentity,
  body: string,
  now: Date,
  left?: number,
): string {
  const { viewer, requestId, traceId, operationName } = identity;
  const claims: HeaderClaims = {
    viewer,
    ...{ requestId, traceId, operationName, to, body: digest(body), left },
    nonce: randomBytes(9).toString('base64url'),
    expires: now.getTime() + lifetimeSeconds * 1000,
  };
  return signToken(keys.key('viewer-header', to), claims);
}

/** What a header says that was signed for `self` and is still good; null for anything else. */
function claimsOf(keys: KeyRing, self: string, header: string | undefined, now: Date) {
  if (header === undefined) return null;
  // The key is this subgraph's own, so what it opens was written by signViewerHeader.
  const claims = readToken(keys.key('viewer-header', self), header) as HeaderClaims | null;
  if (claims === null || claims.to !== self) return null;
  const good = claims.expires - now.getTime();
  return good < 0 || good > 2 * lifetimeSeconds * 1000 ? null : claims;
}

/** Whether a header was signed for the subgraph `self`, before the body that it must fit is read. */
export const isSignedFor = (...given: Parameters<typeof claimsOf>): boolean =>
  claimsOf(...given) !== null;

/**
 * Reads the header at the subgraph `self`. Null where it is missing, forged, stale, meant for
 * another subgraph or another body, or was used before.
 */
export function createViewerHeaderReader(keys: KeyRing, self: string) {
  const used = createNonceMemory();
  return (header: string | undefined, body: string, now: Date): RequestIdentity | null => {
    const claims = claimsOf(keys, self, header, now);
    if (claims === null || claims.body !== digest(body)) return null;
    if (!used.firstUse(claims.nonce, claims.expires, now.getTime())) return null;
    const { viewer, requestId, traceId, operationName, left } = claims;
    const answerBy = left === undefined ? undefined : performance.now() + left;
    return { viewer, requestId, traceId, operationName, answerBy };
  };
}

/** Remembers nonces until they expire; swept as it grows, so its size follows the request rate. */
function createNonceMemory() {
  const expiry = new Map<string, number>();
  let sweepAt = 1024;
  return {
    firstUse(nonce: string, expires: number, now: number) {
      if (expiry.has(nonce)) return false;
      expiry.set(nonce, expires);
      if (expiry.size >= sweepAt) {
        for (const [known, end] of expiry) if (end < now) expiry.delete(known);
        sweepAt = Math.max(1024, expiry.size * 2);
      }
      return true;
    },
  };
}
