/** How a process goes. */
export interface Leaving {
  /** How long it still answers. */
  readonly drainSeconds: number;
  /** Whether it says that it is not ready; not where others go on serving its address. */
  readonly announced: boolean;
}

export interface Departure {
  /** Aborted when this process leaves: streams end, and none begins. */
  readonly signal: AbortSignal;
  isAnnounced(): boolean;
  /** When a client that is sent away is to come back, in milliseconds. */
  comeBackMs(): number;
  begin(leaving: Leaving): void;
}

/**
 * A second for whoever takes over; and no longer than until every proxy has seen that this process
 * leaves, as one who comes back too early is only sent away once more.
 */
const [leastAwayMs, mostAwayMs] = [1000, 10_000];

/** Whether this process leaves, and for how long it still answers. */
export function createDeparture(): Departure {
  const gone = new AbortController();
  let announced = false;
  let until = 0;
  return {
    signal: gone.signal,
    isAnnounced: () => announced,
    comeBackMs() {
      const left = Math.max(0, until - performance.now());
      return Math.ceil(Math.min(left + leastAwayMs, mostAwayMs));
    },
    begin(leaving) {
      announced ||= leaving.announced;
      if (gone.signal.aborted) return;
      until = performance.now() + leaving.drainSeconds * 1000;
      gone.abort();
    },
  };
}
