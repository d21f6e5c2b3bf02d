import type { CacheState } from '../collections/cache-count';

/** Connections of a database, and what waits for one. */
export interface ConnectionState {
  readonly inUse: number;
  readonly idle: number;
  readonly waiting: number;
}

/**
 * What a part shows of its inside, read whenever the metrics are. The names become labels: they are
 * words of the code, never of a client.
 */
export interface InnerState {
  readonly caches?: Readonly<Record<string, () => CacheState>>;
  /** How many wait in each. */
  readonly queues?: Readonly<Record<string, () => number>>;
  readonly connections?: () => ConnectionState;
  /** What clients have open at each door. */
  readonly doors?: Readonly<Record<string, () => number>>;
}
