import type { SubgraphAnswer } from './subgraph';

/** Bytes of one answer; more is refused, so that a part gone wrong cannot exhaust this one. */
const largestAnswer = 10 * 1024 * 1024;

/** It did answer: the question asks for too much, and says nothing against the part. */
export class AnswerTooLarge extends Error {
  constructor() {
    super('the answer is too large');
  }
}

/** What came is no GraphQL answer: a proxy's page, half a text. */
class NoAnswer extends Error {
  constructor(readonly status: number) {
    super(`no GraphQL answer (status ${status})`);
  }
}

/** What a proxy says while there is nothing behind it. */
const ofProxies = [502, 503, 504];

/** A connection that ended before its answer, as when the other side restarts. */
const brokenOff = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** Whether another attempt may meet another end: the time is not used up, and nothing was answered. */
export function isBrokenOff(error: unknown): boolean {
  if (error instanceof NoAnswer) return ofProxies.includes(error.status);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && brokenOff.has(code);
}

interface Received {
  readonly statusCode: number;
  readonly body: AsyncIterable<Buffer>;
}

/** A GraphQL answer; rejects with what is none: such a part could not be asked. */
export async function readAnswer({ statusCode, body }: Received): Promise<SubgraphAnswer> {
  const answer = parse(await bounded(body), statusCode);
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

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > largestAnswer) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
