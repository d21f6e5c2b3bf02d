import { createRecentMap } from '@lianyi/shared/collections/recent-map';

const watchedAccounts = 10_000;

/** Guessing is held to this per account (GB/T 22239-2019, 8.1.4.1: handle failed sign-ins). */
const guessing = { failures: 5, windowMs: 15 * 60 * 1000 };

export interface SignInStep {
  readonly account: string;
  /** `right` and `wrong`: an attempt, by its password; `failed` and `succeeded`: how it went on. */
  readonly step: 'right' | 'wrong' | 'failed' | 'succeeded';
}

/**
 * Takes a step and yields the seconds until the account may be tried again; 0 where it may now. An
 * attempt that must wait is not counted; a wrong one is counted in the same moment as it is let in,
 * so that of guesses that arrive together none is let off.
 */
export type FailureLimit = (step: SignInStep) => number | Promise<number>;

/** Counts failed sign-ins per account, whether the account exists or not. */
export function createFailureLimit(now: () => Date): (step: SignInStep) => number {
  const { failures, windowMs } = guessing;
  const recent = createRecentMap<string, number[]>(watchedAccounts);
  const within = (account: string) =>
    (recent.get(account) ?? []).filter((at) => at > now().getTime() - windowMs);
  const wait = (account: string): number => {
    const oldest = within(account).at(-failures);
    if (oldest === undefined) return 0;
    return Math.ceil((oldest + windowMs - now().getTime()) / 1000);
  };
  const failed = (account: string) =>
    recent.set(account, [...within(account), now().getTime()].slice(-failures));
  return ({ account, step }) => {
    if (step === 'succeeded') recent.delete(account);
    if (step === 'failed') failed(account);
    if (step === 'failed' || step === 'succeeded') return 0;
    const seconds = wait(account);
    if (step === 'wrong' && seconds === 0) failed(account);
    return seconds;
  };
}
