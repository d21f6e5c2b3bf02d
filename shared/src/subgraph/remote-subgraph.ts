import { Pool } from 'undici';
import { type RequestIdentity, signViewerHeader, viewerHeader } from '../auth/viewer-header';
import type { KeyRing } from '../crypto/key-ring';
import { Unavailable } from '../errors/domain-error';
import type { SubgraphName } from '../ports/ask-subgraph';
import { traced, traceHeaders } from '../tracing/tracing';
import { createBreaker } from './breaker';
import { type CallNumbers, readCallNumbers } from './call-numbers';
import { AnswerTooLarge, postWithin } from './post';
import { isBrokenOff, neverReached, readAnswer } from './read-answer';
import { createRetryBudget } from './retry-budget';
import type { SubgraphAnswer } from './subgraph';

export interface RemoteSubgraphOptions {
  readonly name: SubgraphName;
  readonly url: string;
  readonly keys: KeyRing;
  /** Milliseconds from the question to the end of the answer, a second attempt within them. */
  readonly timeoutMs: number;
  readonly now?: () => Date;
  readonly numbers?: CallNumbers;
  /** It is asked no more, or again. */
  readonly onBreaker?: (open: boolean) => void;
}

/** A subgraph behind HTTP: pooled keep-alive connections, a deadline, the signed viewer. */
export interface RemoteSubgraph {
  readonly name: SubgraphName;
  /**
   * Rejects with `Unavailable` only; the cause is given to `onFailure`. A read whose connection broke
   * off is sent once more within the deadline; a write only where it got no connection: else it may
   * have been done.
   */
  send(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    identity: RequestIdentity,
    grants: readonly string[],
  ): Promise<SubgraphAnswer>;
  /** Null while it answers, else why not; never its address. */
  ready(): Promise<string | null>;
  /** Whether it is left alone, as it did not answer. */
  isLeftAlone(): boolean;
  /** Reads sent a second time, since the process began. */
  retries(): number;
  close(): Promise<void>;
}

const isWrite = (query: string) => /^\s*mutation\b/.test(query);

export function createRemoteSubgraph(
  options: RemoteSubgraphOptions,
  onFailure: (error: unknown, identity: RequestIdentity) => void,
): RemoteSubgraph {
  const { name, timeoutMs, numbers = readCallNumbers(), onBreaker = () => undefined } = options;
  const pool = openPool(new URL(options.url).origin, timeoutMs, numbers);
  const attempts = createAttempts(createPost(pool, options, numbers), numbers, timeoutMs);
  const breaker = createBreaker({
    ...numbers,
    probe: async () => (await isReady(pool, numbers.probeTimeoutMilliseconds)) === null,
    onChange: onBreaker,
  });
  return {
    name,
    async send(query, variables, identity, grants) {
      if (breaker.isOpen) throw new Unavailable(name);
      try {
        const body = JSON.stringify({ query, variables, extensions: { grants } });
        const answer = await traced({ name: `ask ${name}` }, () =>
          attempts.send(query, body, identity),
        );
        breaker.succeeded();
        return answer;
      } catch (error) {
        if (!(error instanceof AnswerTooLarge)) breaker.failed();
        onFailure(error, identity);
        throw new Unavailable(name);
      }
    },
    ready: () => isReady(pool, timeoutMs),
    isLeftAlone: () => breaker.isOpen,
    retries: attempts.retries,
    async close() {
      breaker.close();
      await pool.close();
    },
  };
}

type Post = (body: string, identity: RequestIdentity, within: number) => Promise<SubgraphAnswer>;

/** One attempt, signed for itself: a part takes no header twice. */
function createPost(pool: Pool, options: RemoteSubgraphOptions, numbers: CallNumbers): Post {
  const { name, url, keys, now = () => new Date() } = options;
  const { pathname } = new URL(url);
  const leastLeft = numbers.leastLeftMilliseconds;
  const path = pathname === '/' ? '/graphql' : pathname;
  return async (body, identity, within) => {
    const headers = {
      'content-type': 'application/json',
      'x-trace-id': identity.traceId,
      ...traceHeaders(),
      [viewerHeader]: signViewerHeader(keys, name, identity, body, now()),
    };
    return readAnswer(await postWithin(pool, { path, headers, body, within, leastLeft }));
  };
}

/** The first attempt, and the second where it may be made. */
function createAttempts(post: Post, numbers: CallNumbers, timeoutMs: number) {
  const budget = createRetryBudget(numbers);
  let retries = 0;
  const send = async (query: string, body: string, identity: RequestIdentity) => {
    const until = performance.now() + timeoutMs;
    budget.earn();
    try {
      return await post(body, identity, timeoutMs);
    } catch (error) {
      const left = until - performance.now();
      const mayBeSentAgain = neverReached(error) || (!isWrite(query) && isBrokenOff(error));
      if (!mayBeSentAgain || left <= numbers.leastLeftMilliseconds || !budget.spend()) throw error;
      retries += 1;
      return post(body, identity, left);
    }
  };
  return { send, retries: () => retries };
}

const openPool = (origin: string, timeoutMs: number, numbers: CallNumbers) =>
  new Pool(origin, {
    connections: 64,
    connect: { timeout: Math.min(2000, timeoutMs) },
    keepAliveTimeout: numbers.keepIdleMilliseconds,
    keepAliveMaxTimeout: numbers.keepIdleMilliseconds,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });

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
