import { type Dispatcher, Pool } from 'undici';
import { median, percentile } from './statistics';

/** One request of the load and the answer it has to give: byte for byte, or what is right of it. */
export interface LoadRequest {
  readonly body: string;
  readonly expected: Buffer | ((answer: Buffer) => boolean);
}

export interface LoadOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is asked next, by whichever connection is free. */
  readonly next: () => LoadRequest;
  readonly connections: number;
  readonly seconds: number;
}

/** One of the requests at random, each time. */
export const drawn = (requests: readonly LoadRequest[], random: () => number) => () => {
  const request = requests[Math.floor(random() * requests.length)];
  if (!request) throw new Error('there is nothing to ask for');
  return request;
};

export interface LoadResult {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
  /** Answers that were not 200, or not the bytes expected. */
  readonly wrong: number;
  /** The beginning of the first of them. */
  readonly firstWrong: string | undefined;
}

/** Each connection asks again as soon as its last answer is complete. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { connections, seconds, next } = options;
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { 'content-type': 'application/json', ...options.headers };
  const times: number[] = [];
  const wrong: string[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  const ask = async () => {
    while (performance.now() < until) {
      const request = next();
      const asked = performance.now();
      const { status, body } = await post(pool, { path: pathname, headers, body: request.body });
      times.push(performance.now() - asked);
      if (status !== 200 || !isRight(body, request.expected))
        wrong.push(`${status} ${describeWrong(body.toString('utf8'))}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const lasted = (performance.now() - began) / 1000;
  await pool.close();
  return {
    perSecond: times.length / lasted,
    answers: times.length,
    ...{ wrong: wrong.length, firstWrong: wrong[0] },
    ...{ p50: median(times), p99: percentile(times, 0.99) },
  };
}

const isRight = (body: Buffer, expected: LoadRequest['expected']) =>
  typeof expected === 'function' ? expected(body) : body.equals(expected);

/** Its errors where it has some. */
function describeWrong(text: string) {
  const errors = text.indexOf('"errors"');
  return text.slice(Math.max(0, errors), Math.max(0, errors) + 300);
}

interface Posted {
  readonly status: number;
  readonly body: Buffer;
}

/** One request without streams: the client shares the machine with what it measures. */
export function post(
  pool: Pool,
  request: Pick<Dispatcher.DispatchOptions, 'path' | 'headers' | 'body'>,
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    pool.dispatch(
      { ...request, method: 'POST' },
      {
        // The client tells by this method which interface a handler has.
        onRequestStart: () => undefined,
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd: () => resolve({ status, body: Buffer.concat(chunks) }),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
