import type { Received } from './post';
import type { SubgraphAnswer } from './subgraph';

/** What came is no GraphQL answer: a proxy's page, half a text. */
class NoAnswer extends Error {
  constructor(readonly status: number) {
    super(`no GraphQL answer (status ${status})`);
  }
}

/** What a proxy says while there is nothing behind it. */
const ofProxies = [502, 503, 504];

/** There was no connection, so nothing was sent. */
const notConnected: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);

export const neverReached = (error: unknown) => notConnected.has(codeOf(error));

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** A connection that ended before its answer, as when the other side restarts. */
const brokenOff: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Whether another attempt may meet another end: the time is not used up, and nothing was answered. */
export function isBrokenOff(error: unknown): boolean {
  if (error instanceof NoAnswer) return ofProxies.includes(error.status);
  return brokenOff.has(codeOf(error));
}

/**
 * It did not take who asks: keys that differ, or clocks too far apart. Whoever is signed in at the
 * gateway must not read that she is not.
 */
const signatureRefused = 401;

/** A GraphQL answer. Throws on what is none: such a part could not be asked. */
export function readAnswer({ statusCode, text }: Received): SubgraphAnswer {
  if (statusCode === signatureRefused) throw new NoAnswer(statusCode);
  const answer = parse(text, statusCode);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer))
    throw new NoAnswer(statusCode);
  return answer as SubgraphAnswer;
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoAnswer(status);
  }
}
