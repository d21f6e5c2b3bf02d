import type { RequestIdentity } from '../auth/viewer-header';
import type { Wait } from '../cache/reference-cache';
import { Unavailable } from '../errors/domain-error';
import type { AskSubgraph, SubgraphName } from './ask-subgraph';

/** What a part asks within a request ends with the request's time, though it ask for itself. */
export const askWithin = (ask: AskSubgraph, { answerBy }: RequestIdentity): AskSubgraph =>
  answerBy === undefined
    ? ask
    : (name, question) => ask(name, { ...question, identity: { ...question.identity, answerBy } });

/**
 * How a request waits for what many share, which is asked in the time of none of them: rejects with
 * `Unavailable` of the part that is asked. Undefined where the request has no end of its own.
 */
export const waitWithin = (part: SubgraphName, { answerBy }: RequestIdentity): Wait | undefined =>
  answerBy === undefined ? undefined : (work) => before(answerBy, work, new Unavailable(part));

async function before<Result>(end: number, work: Promise<Result>, otherwise: Error) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(otherwise), Math.max(0, end - performance.now()));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
