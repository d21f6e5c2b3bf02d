import { createRecentMap } from '@lianyi/shared/collections/recent-map';

const watchedAccounts = 10_000;

export interface FailureLimitOptions {
  readonly failures: number;
  readonly windowMs: number;
  readonly now: () => Date;
}

/** Counts failed sign-ins per account, whether the account exists or not. */
export function createFailureLimit({ failures, windowMs, now }: FailureLimitOptions) {
  const recent = createRecentMap<string, number[]>(watchedAccounts);
  const within = (account: string) =>
    (recent.get(account) ?? []).filter((at) => at > now().getTime() - windowMs);
  return {
    /** Seconds until the account may be tried again; 0 where it may now. */
    wait(account: string): number {
      const times = within(account);
      const oldest = times.at(-failures);
      if (oldest === undefined) return 0;
      return Math.ceil((oldest + windowMs - now().getTime()) / 1000);
    },
    failed(account: string) {
      recent.set(account, [...within(account), now().getTime()].slice(-failures));
    },
    succeeded(account: string) {
      recent.delete(account);
    },
  };
}
