import type { CallNumbers } from './call-numbers';

/** What may be spent on second attempts, so that they cannot double the load on a part in trouble. */
export interface RetryBudget {
  /** A question was asked. */
  earn(): void;
  /** Whether a second attempt may be made; it is spent where it may. */
  spend(): boolean;
}

export function createRetryBudget({
  retriesPerRequest,
  retriesAtOnce,
}: Pick<CallNumbers, 'retriesPerRequest' | 'retriesAtOnce'>): RetryBudget {
  let left = retriesAtOnce;
  return {
    earn() {
      left = Math.min(retriesAtOnce, left + retriesPerRequest);
    },
    spend() {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
