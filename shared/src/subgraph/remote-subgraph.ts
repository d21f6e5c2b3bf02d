import { Pool } from 'undici';
import { type RequestIdentity, signViewerHeader, viewerHeader } from '../auth/viewer-header';
import type { KeyRing } from '../crypto/key-ring';
import { Unavailable } from '../errors/domain-error';
import type { SubgraphName } from '../ports/ask-subgraph';
import type { SubgraphAnswer } from './subgraph';

/** Bytes of one answer; more is refused, so that a part gone wrong cannot exhaust this one. */
const largestAnswer = 10 * 1024 * 1024;

export interface RemoteSubgraphOptions {
  readonly name: SubgraphName;
  readonly url: string;
  readonly keys: KeyRing;
  readonly timeoutMs: number;
  readonly now?: () => Date;
}

/** A subgraph behind HTTP: pooled keep-alive connections, a deadline, the signed viewer. */
export interface RemoteSubgraph {
  readonly name: SubgraphName;
  /** Rejects with `Unavailable` only; the cause is given to `onFailure`. */
  send(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    identity: RequestIdentity,
    grants: readonly string[],
  ): Promise<SubgraphAnswer>;
  /** Null while it answers, else why not; never its address. */
  ready(): Promise<string | null>;
  close(): Promise<void>;
}

export function createRemoteSubgraph(
  options: RemoteSubgraphOptions,
  onFailure: (error: unknown, identity: RequestIdentity) => void,
): RemoteSubgraph {
  const { name, url, keys, timeoutMs, now = () => new Date() } = options;
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections: 64,
    connect: { timeout: Math.min(2000, timeoutMs) },
    keepAliveTimeout: 30_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return {
    name,
    async send(query, variables, identity, grants) {
      const body = JSON.stringify({ query, variables, extensions: { grants } });
      const headers = {
        'content-type': 'application/json',
        'x-trace-id': identity.traceId,
        [viewerHeader]: signViewerHeader(keys, name, identity, body, now()),
      };
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const path = pathname === '/' ? '/graphql' : pathname;
        const answer = await pool.request({ method: 'POST', path, headers, body, signal });
        return readAnswer(await bounded(answer.body), answer.statusCode);
      } catch (error) {
        onFailure(error, identity);
        throw new Unavailable(name);
      }
    },
    async ready() {
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await pool.request({ method: 'GET', path: '/health/ready', signal });
        await answer.body.dump();
        return answer.statusCode === 200 ? null : 'its database does not answer';
      } catch {
        return 'it does not answer';
      }
    },
    close: () => pool.close(),
  };
}

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > largestAnswer) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A GraphQL answer or nothing: what is not one is a part that could not be asked. */
function readAnswer(text: string, status: number): SubgraphAnswer {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer))
    throw new Error(`no GraphQL answer (status ${status})`);
  return answer as SubgraphAnswer;
}
