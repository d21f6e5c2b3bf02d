import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';
import type { FetchOutcome } from '../metrics/gateway-metrics';

export type RecordFetch = (subgraph: string, outcome: FetchOutcome, seconds: number) => void;

/**
 * Runs a fetch and counts it. A part that could not be asked is an answer too: its error names
 * the part, and the rest of the operation goes on (design rule 14).
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
    if (!(error instanceof Unavailable)) throw error;
    finish('unavailable');
    const { message, code, details } = error;
    return { data: null, errors: [{ message, extensions: { ...details, code } }] };
  }
}
