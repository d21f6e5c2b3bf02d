import type { Pool } from 'undici';
import type { RequestIdentity } from '../auth/viewer-header';
import { RequestTooLarge, Unavailable } from '../errors/domain-error';
import { traced } from '../tracing/tracing';
import { createBreaker } from './breaker';
import { type CallNumbers, readCallNumbers } from './call-numbers';
import { type Connections, openConnections } from './connections';
import { isOwnFault, timeFor } from './deadline';
import { AnswerTooLarge, postWithin, TookTooLong } from './post';
import { isBrokenOff, isTooLargeForIt, NotTaken, neverReached, readAnswer } from './read-answer';
import { createRetryBudget } from './retry-budget';
import type { SubgraphAnswer } from './subgraph';

export interface HttpClientOptions<Name extends string> {
  readonly name: Name;
  readonly url: string;
  /** Milliseconds from the question to the end of the answer, a second attempt within them, where its asker has as many. */
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
  /** Of one attempt, with the milliseconds that are left for its answer. */
  headers(body: string, identity: RequestIdentity, left: number): Readonly<Record<string, string>>;
  /** Null while it answers, else why not; never its address. */
  look(pool: Pool, withinMs: number): Promise<string | null>;
}

/** A GraphQL service behind HTTP: pooled keep-alive connections, a deadline, a breaker. */
export interface HttpClient<Name extends string> {
  readonly name: Name;
  /**
   * Posts a body. Rejects with `Unavailable`, or `RequestTooLarge`; the cause is given to `onFailure`. A read whose
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
  const { name, timeoutMs, onFailure } = options;
  const numbers = options.numbers ?? readCallNumbers();
  const connections = openConnections(new URL(options.url).origin, timeoutMs, numbers);
  const attempts = createAttempts(createPost(connections, manner, numbers), numbers);
  const look = (within: number) => manner.look(connections.current(), within);
  const breaker = openBreaker(look, connections, { ...options, numbers });
  return {
    name,
    async post(query, body, identity) {
      if (breaker.isOpen) throw new Unavailable(name);
      const { round } = breaker;
      const within = timeFor(identity, timeoutMs);
      try {
        const answer = await traced({ name: `ask ${name}` }, () =>
          attempts.send({ query, body, identity, within }),
        );
        breaker.succeeded(round);
        return answer;
      } catch (error) {
        if (isFault(error, within, timeoutMs)) breaker.failed(round);
        onFailure(error, identity);
        throw refusalOf(name, error);
      }
    },
    ready: () => look(timeoutMs),
    isLeftAlone: () => breaker.isOpen,
    retries: attempts.retries,
    connections: connections.count,
    async close() {
      breaker.close();
      await connections.close();
    },
  };
}

const openBreaker = (
  look: (within: number) => Promise<string | null>,
  connections: Connections,
  { numbers, onBreaker }: { numbers: CallNumbers } & Pick<HttpClientOptions<string>, 'onBreaker'>,
) =>
  createBreaker({
    ...numbers,
    probe: async () => (await look(numbers.probeTimeoutMilliseconds)) === null,
    onChange(open) {
      if (open) connections.renew();
      onBreaker?.(open);
    },
  });

const refusalOf = (name: string, error: unknown) =>
  isTooLargeForIt(error) ? new RequestTooLarge(name) : new Unavailable(name);

/** Whether it says something against the part. */
const isFault = (error: unknown, within: number, timeoutMs: number) =>
  !(error instanceof AnswerTooLarge || error instanceof NotTaken) &&
  isOwnFault(error, within, timeoutMs);

interface Question {
  readonly query: string;
  readonly body: string;
  readonly identity: RequestIdentity;
  readonly within: number;
}

type Post = (question: Question) => Promise<SubgraphAnswer>;

const createPost =
  (connections: Connections, { path, headers }: Manner, numbers: CallNumbers): Post =>
  async ({ body, identity, within }) => {
    const leastLeft = numbers.leastLeftMilliseconds;
    if (within <= leastLeft) throw new TookTooLong();
    const post = {
      path,
      ...{ body, within, leastLeft },
      headers: (left: number) => headers(body, identity, left),
    };
    return readAnswer(await postWithin(connections.current(), post));
  };

/** The first attempt, and the second where it may be made. */
function createAttempts(post: Post, numbers: CallNumbers) {
  const budget = createRetryBudget(numbers);
  let retries = 0;
  const send = async (question: Question) => {
    const until = performance.now() + question.within;
    budget.earn();
    try {
      return await post(question);
    } catch (error) {
      const left = until - performance.now();
      const mayBeSentAgain =
        neverReached(error) || (!isWrite(question.query) && isBrokenOff(error));
      if (!mayBeSentAgain || left <= numbers.leastLeftMilliseconds || !budget.spend()) throw error;
      retries += 1;
      return post({ ...question, within: left });
    }
  };
  return { send, retries: () => retries };
}
