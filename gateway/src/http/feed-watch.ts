import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import { createPause } from '@lianyi/shared/time/pause';
import { itself } from '../auth/itself';

/** Asks where the change feed ends; rejects where it cannot be asked. */
export type FeedEnd = () => Promise<string | null>;

const endQuery = 'query ChangesEnd { changesEnd }';

/** As the gateway itself: nobody's data is in the answer. */
export const askFeedEnd =
  (ask: AskSubgraph, newId: () => string): FeedEnd =>
  async () => {
    const requestId = newId();
    const { changesEnd } = await ask<{ changesEnd: string | null }>('patients', {
      query: endQuery,
      variables: {},
      identity: { viewer: itself, requestId, traceId: requestId },
    });
    return changesEnd;
  };

export interface FeedWatch {
  /** Calls `wake` with where the feed ends whenever that was looked at, until what it returns is called. */
  watch(wake: (end: string | null) => void): () => void;
}

/**
 * Looks for all streams of this process at once whether the feed has grown, while there is one.
 * What cannot be asked is looked at again: nothing is lost by it, as streams go on from a cursor.
 */
export function createFeedWatch(end: FeedEnd, everyMs: number): FeedWatch {
  const watchers = new Set<(end: string | null) => void>();
  const pause = createPause();
  let looking = false;
  const look = async () => {
    looking = true;
    while (watchers.size > 0) {
      const found = await end().catch(() => undefined);
      if (found !== undefined) for (const wake of watchers) wake(found);
      await pause.wait(everyMs);
    }
    looking = false;
  };
  return {
    watch(wake) {
      watchers.add(wake);
      if (!looking) void look();
      return () => {
        watchers.delete(wake);
        if (watchers.size === 0) pause.cut();
      };
    },
  };
}
