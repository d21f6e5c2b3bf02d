import type { Received } from './post';
import type { SubgraphAnswer } from './subgraph';

/** What came is no GraphQL answer: a proxy's page, half a text. */
class NoAnswer extends Error {
  constructor(readonly status: number) {
    super(`no GraphQL answer (status ${status})`);
  }
}

/** It did answer, and would not take the question: that says nothing against it. */
export class NotTaken extends NoAnswer {}

/** What a proxy says while there is nothing behind it. */
const ofProxies = [502, 503, 504];

/** Looking for the address, and reaching it: whatever fails there, nothing was sent. */
const beforeSending: ReadonlySet<unknown> = new Set(['getaddrinfo', 'connect']);

/**
 * There was no connection. The code alone does not tell: a connection that stood may end with
 * EHOSTUNREACH too, after a question was sent over it.
 */
export function neverReached(error: unknown): boolean {
  const { code, syscall, errors } = marksOf(error);
  // Of a name with several addresses, each of which was tried.
  if (Array.isArray(errors)) return errors.every(neverReached);
  return code === 'UND_ERR_CONNECT_TIMEOUT' || beforeSending.has(syscall);
}

/** What an error of the network says of itself beside its message. */
const marksOf = (error: unknown): Partial<Record<'code' | 'syscall' | 'errors', unknown>> =>
  typeof error === 'object' && error !== null ? error : {};

/** A connection that ended before its answer, as when the other side restarts. */
const brokenOff: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Whether another attempt may meet another end: the time is not used up, and nothing was answered. */
export function isBrokenOff(error: unknown): boolean {
  if (error instanceof NoAnswer) return ofProxies.includes(error.status);
  return brokenOff.has(marksOf(error).code);
}

/**
 * 401: it did not take who asks, as with keys that differ, or clocks too far apart. Whoever is signed in at the
 * gateway must not read that she is not. 413: it did not read the question to its end.
 */
const takenForNone = { unsigned: 401, tooLarge: 413 } as const;
const neverAnswers: ReadonlySet<number> = new Set(Object.values(takenForNone));

export const isTooLargeForIt = (error: unknown): boolean =>
  error instanceof NotTaken && error.status === takenForNone.tooLarge;

/** A GraphQL answer. Throws on what is none: such a part could not be asked. */
export function readAnswer({ statusCode, text }: Received): SubgraphAnswer {
  const answer = neverAnswers.has(statusCode) ? undefined : parse(text);
  if (typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer))
    return answer as SubgraphAnswer;
  throw statusCode >= 400 && statusCode < 500 ? new NotTaken(statusCode) : new NoAnswer(statusCode);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
