import { Pool } from 'undici';
import type { CallNumbers } from './call-numbers';

/** Connections to a part. */
export interface Connections {
  current(): Pool;
  /**
   * Leaves those there are to the questions on them. Behind a black hole they hang for as long as these have
   * time, and whatever is asked after it would wait for one of them.
   */
  renew(): void;
  /** Those that are open, and requests that wait for one; of all that are not closed yet. */
  count(): { readonly open: number; readonly waiting: number };
  close(): Promise<void>;
}

export function openConnections(
  origin: string,
  timeoutMs: number,
  numbers: CallNumbers,
): Connections {
  const left = new Map<Pool, Promise<void>>();
  let pool = openPool(origin, timeoutMs, numbers);
  return {
    current: () => pool,
    renew() {
      const old = pool;
      left.set(
        old,
        old.close().finally(() => left.delete(old)),
      );
      pool = openPool(origin, timeoutMs, numbers);
    },
    count() {
      const stats = [pool, ...left.keys()].map((one) => one.stats);
      const sum = (of: (one: Pool['stats']) => number) =>
        stats.reduce((all, one) => all + of(one), 0);
      return { open: sum(({ connected }) => connected), waiting: sum(({ pending }) => pending) };
    },
    async close() {
      await Promise.all([...left.values(), pool.close()]);
    },
  };
}

const openPool = (origin: string, timeoutMs: number, numbers: CallNumbers) =>
  new Pool(origin, {
    connections: 64,
    connect: { timeout: Math.min(2000, timeoutMs) },
    keepAliveTimeout: numbers.keepIdleMilliseconds,
    keepAliveMaxTimeout: numbers.keepIdleMilliseconds,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
