import type { Logger } from '@lianyi/shared/logging/logger';

/** Null when ready, else one sentence why not; it is shown to whoever asks, so no address in it. */
export type ReadyCheck = () => Promise<string | null>;
export type ReadyChecks = Readonly<Record<string, ReadyCheck>>;
/** One sentence for each that is not ready, by name. */
export type Problems = Readonly<Record<string, string>>;

const patienceMs = 2000;

/** What the checks find. One that fails or takes too long is of a part that is not ready. */
export async function problemsOf(checks: ReadyChecks, logger: Logger): Promise<Problems> {
  const outcomes = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await outcomeOf(name, check, logger)] as const,
    ),
  );
  return Object.fromEntries(
    outcomes.flatMap(([name, problem]) => (problem === null ? [] : [[name, problem]])),
  );
}

async function outcomeOf(name: string, check: ReadyCheck, logger: Logger): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'did not answer in time');
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    logger.warn({ part: name, err: error }, 'readiness check failed');
    return 'could not be checked';
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks once for all who want to know at the same time, and keeps the answer for so long: whoever
 * asks for readiness, as anybody may, must not load the parts by it.
 */
export function keepAnswer<Value>(keepMs: number, ask: () => Promise<Value>) {
  let kept: { readonly answer: Promise<Value>; until: number } | undefined;
  return (): Promise<Value> => {
    if (kept && performance.now() < kept.until) return kept.answer;
    const mine = { answer: ask(), until: Number.POSITIVE_INFINITY };
    const begin = () => {
      mine.until = performance.now() + keepMs;
    };
    mine.answer.then(begin, begin);
    kept = mine;
    return mine.answer;
  };
}
