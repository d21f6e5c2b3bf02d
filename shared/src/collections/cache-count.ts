/** What a cache holds, and how often it was asked since the process began. */
export interface CacheState {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
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
