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
  close(): Promise<void>;
}

export function openConnections(
  origin: string,
  timeoutMs: number,
  numbers: CallNumbers,
): Connections {
  const left = new Set<Promise<void>>();
  let pool = openPool(origin, timeoutMs, numbers);
  return {
    current: () => pool,
    renew() {
      const closed = pool.close().finally(() => left.delete(closed));
      left.add(closed);
      pool = openPool(origin, timeoutMs, numbers);
    },
    async close() {
      await Promise.all([...left, pool.close()]);
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
