import { Pool } from 'undici';
import type { RequestIdentity } from '../auth/viewer-header';
import { Unavailable } from '../errors/domain-error';
import { traced } from '../tracing/tracing';
import { createBreaker } from './breaker';
import { type CallNumbers, readCallNumbers } from './call-numbers';
import { AnswerTooLarge, postWithin } from './post';
import { isBrokenOff, neverReached, readAnswer } from './read-answer';
import { createRetryBudget } from './retry-budget';
import type { SubgraphAnswer } from './subgraph';

export interface HttpClientOptions<Name extends string> {
  readonly name: Name;
  readonly url: string;
  /** Milliseconds from the question to the end of the answer, a second attempt within them. */
  readonly timeoutMs: number;
  readonly numbers?: CallNumbers;
  /** It is asked no more, or again. */
  readonly onBreaker?: (open: boolean) => void;
  /** Told why it could not be asked. */
  readonly onFailure: (error: unknown, identity: RequestIdentity) => void;
}

/** What differs between the parts of the product and services of others. */
export interface Manner {
  readonly path: string;
  /** Of one attempt. */
  headers(body: string, identity: RequestIdentity): Readonly<Record<string, string>>;
  /** Null while it answers, else why not; never its address. */
  look(pool: Pool, withinMs: number): Promise<string | null>;
}

/** A GraphQL service behind HTTP: pooled keep-alive connections, a deadline, a breaker. */
export interface HttpClient<Name extends string> {
  readonly name: Name;
  /**
   * Posts a body. Rejects with `Unavailable` only; the cause is given to `onFailure`. A read whose
   * connection broke off is sent once more within the deadline; a write only where it got no connection:
   * else it may have been done.
   */
  post(query: string, body: string, identity: RequestIdentity): Promise<SubgraphAnswer>;
  /** Null while it answers, else why not; never its address. */
  ready(): Promise<string | null>;
  /** Whether it is left alone, as it did not answer. */
  isLeftAlone(): boolean;
  /** Reads sent a second time, since the process began. */
  retries(): number;
  /** Connections that are open, and requests that wait for one. */
  connections(): { readonly open: number; readonly waiting: number };
  close(): Promise<void>;
}

const isWrite = (query: string) => /^\s*mutation\b/.test(query);

export function createHttpClient<Name extends string>(
  options: HttpClientOptions<Name>,
  manner: Manner,
): HttpClient<Name> {
  const { name, timeoutMs, onFailure, onBreaker = () => undefined } = options;
  const numbers = options.numbers ?? readCallNumbers();
  const pool = openPool(new URL(options.url).origin, timeoutMs, numbers);
  const attempts = createAttempts(createPost(pool, manner, numbers), numbers, timeoutMs);
  const breaker = createBreaker({
    ...numbers,
    probe: async () => (await manner.look(pool, numbers.probeTimeoutMilliseconds)) === null,
    onChange: onBreaker,
  });
  return {
    name,
    async post(query, body, identity) {
      if (breaker.isOpen) throw new Unavailable(name);
      try {
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
    ready: () => manner.look(pool, timeoutMs),
    isLeftAlone: () => breaker.isOpen,
    retries: attempts.retries,
    connections: () => ({ open: pool.stats.connected, waiting: pool.stats.pending }),
    async close() {
      breaker.close();
      await pool.close();
    },
  };
}

type Post = (body: string, identity: RequestIdentity, within: number) => Promise<SubgraphAnswer>;

const createPost =
  (pool: Pool, { path, headers }: Manner, numbers: CallNumbers): Post =>
  async (body, identity, within) => {
    const leastLeft = numbers.leastLeftMilliseconds;
    const post = { path, headers: headers(body, identity), body, within, leastLeft };
    return readAnswer(await postWithin(pool, post));
  };

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
