import { DomainError, Unavailable } from '@lianyi/shared/errors/domain-error';
import type { SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';
import type { FetchOutcome } from '../metrics/gateway-metrics';

export type RecordFetch = (subgraph: string, outcome: FetchOutcome, seconds: number) => void;

/**
 * Runs a fetch and counts it. That a part could not be asked, or not that much at once, is an answer too:
 * its error names the part, and the rest of the operation goes on (design rule 14).
 */
export async function recorded(
  record: RecordFetch,
  name: string,
  run: () => Promise<SubgraphAnswer>,
): Promise<SubgraphAnswer> {
  const began = performance.now();
  const finish = (outcome: FetchOutcome) =>
    record(name, outcome, (performance.now() - began) / 1000);
  try {
    const answer = await run();
    finish(answer.errors?.length ? 'error' : 'ok');
    return answer;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    finish(error instanceof Unavailable ? 'unavailable' : 'error');
    const { message, code, details } = error;
    return { data: null, errors: [{ message, extensions: { ...details, code } }] };
  }
}
