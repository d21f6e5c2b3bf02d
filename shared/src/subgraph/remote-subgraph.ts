import type { Pool } from 'undici';
import { type RequestIdentity, signViewerHeader, viewerHeader } from '../auth/viewer-header';
import type { KeyRing } from '../crypto/key-ring';
import { RequestTooLarge } from '../errors/domain-error';
import type { SubgraphName } from '../ports/ask-subgraph';
import { traceHeaders } from '../tracing/tracing';
import { readCallNumbers } from './call-numbers';
import { timeWithin } from './deadline';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client';
import { isTooLarge } from './largest-body';
import type { SubgraphAnswer } from './subgraph';

export interface RemoteSubgraphOptions extends Omit<HttpClientOptions<SubgraphName>, 'onFailure'> {
  readonly keys: KeyRing;
  readonly now?: () => Date;
}

/** A subgraph of the product behind HTTP, asked with the signed viewer. */
export interface RemoteSubgraph extends Omit<HttpClient<SubgraphName>, 'post'> {
  /** Rejects with `Unavailable`, or `RequestTooLarge`; the cause is given to `onFailure`. */
  send(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    identity: RequestIdentity,
    grants: readonly string[],
  ): Promise<SubgraphAnswer>;
}

export function createRemoteSubgraph(
  options: RemoteSubgraphOptions,
  onFailure: (error: unknown, identity: RequestIdentity) => void,
): RemoteSubgraph {
  const { name, url, keys, now = () => new Date() } = options;
  const numbers = options.numbers ?? readCallNumbers();
  const { pathname } = new URL(url);
  const sign = (identity: RequestIdentity, body: string, left: number) =>
    signViewerHeader(keys, name, identity, body, now(), left);
  const { post, ...client } = createHttpClient(
    { ...options, numbers, onFailure },
    {
      path: pathname === '/' ? '/graphql' : pathname,
      // Each attempt is signed for itself: a part takes no header twice.
      headers: (body, identity, left) => ({
        'content-type': 'application/json',
        'x-trace-id': identity.traceId,
        ...traceHeaders(),
        [viewerHeader]: sign(identity, body, timeWithin(left, numbers)),
      }),
      look: isReady,
    },
  );
  return {
    ...client,
    async send(query, variables, identity, grants) {
      const body = JSON.stringify({ query, variables, extensions: { grants } });
      // A part that breaks a body off is not always heard saying why.
      if (isTooLarge(body)) throw new RequestTooLarge(name);
      return post(query, body, identity);
    },
  };
}

async function isReady(pool: Pool, within: number): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(within);
    const answer = await pool.request({ method: 'GET', path: '/health/ready', signal });
    await answer.body.dump();
    return answer.statusCode === 200 ? null : 'its database does not answer';
  } catch {
    return 'it does not answer';
  }
}
