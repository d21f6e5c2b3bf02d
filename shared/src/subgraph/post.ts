import type { Dispatcher } from 'undici';

/** Bytes of one answer; more is refused, so that a part gone wrong cannot exhaust this one. */
const largestAnswer = 10 * 1024 * 1024;

/** It did answer: the question asks for too much, and says nothing against the part. */
export class AnswerTooLarge extends Error {
  constructor() {
    super('the answer is too large');
  }
}

/** The time was used up. */
export class TookTooLong extends Error {
  constructor() {
    super('the answer took too long');
  }
}

export interface Post {
  readonly path: string;
  /** As they are sent, with the milliseconds left then: a question may wait for a connection. */
  headers(left: number): Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds from now to the last byte. */
  readonly within: number;
  /** Milliseconds that must be left of these when it gets a connection. */
  readonly leastLeft: number;
}

export interface Received {
  readonly statusCode: number;
  readonly text: string;
}

/**
 * What the client is given. Its headers are made when it asks for them, once there is a connection.
 * A class, as an object with a getter of its own takes each question half as long again.
 */
class Question implements Dispatcher.DispatchOptions {
  readonly method = 'POST';
  constructor(
    readonly path: string,
    readonly body: string,
    private readonly makeHeaders: () => Readonly<Record<string, string>>,
  ) {}
  get headers() {
    return this.makeHeaders();
  }
}

/**
 * Posts and collects the answer: one timer and no stream for each question, as a gateway asks
 * thousands in a second. What is late, or too large, is broken off.
 */
export const postWithin = (pool: Dispatcher, { path, headers, body, within, leastLeft }: Post) =>
  new Promise<Received>((resolve, reject) => {
    let statusCode = 0;
    let length = 0;
    const chunks: Buffer[] = [];
    let breakOff: (cause: Error) => void = reject;
    const until = performance.now() + within;
    const timer = setTimeout(() => breakOff(new TookTooLong()), within);
    pool.dispatch(new Question(path, body, () => headers(until - performance.now())), {
      onRequestStart(controller) {
        breakOff = (cause) => controller.abort(cause);
        // It waited for a connection, and nobody will be there for the answer.
        if (performance.now() > until - leastLeft) breakOff(new TookTooLong());
      },
      onResponseStart(_controller, code) {
        statusCode = code;
      },
      onResponseData(_controller, chunk) {
        length += chunk.length;
        chunks.push(chunk);
        if (length > largestAnswer) breakOff(new AnswerTooLarge());
      },
      onResponseEnd() {
        clearTimeout(timer);
        resolve({ statusCode, text: Buffer.concat(chunks).toString('utf8') });
      },
      onResponseError(_controller, error) {
        clearTimeout(timer);
        reject(error);
      },
    });
  });
