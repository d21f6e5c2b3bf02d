/** What a cache holds, and how often it was asked since the process began. */
export interface CacheState {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
}

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
}

/** Counts how often a cache had what it was asked for. */
export function createCacheCount(entries: () => number) {
  let hits = 0;
  let misses = 0;
  return {
    asked(found: boolean) {
      if (found) hits += 1;
      else misses += 1;
    },
    state: (): CacheState => ({ entries: entries(), hits, misses }),
  };
}
