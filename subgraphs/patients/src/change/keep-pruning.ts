import type { Logger } from '@lianyi/shared/logging/logger';
import { createPause } from '@lianyi/shared/time/pause';
import type { ChangeNumbers } from '../policy/change-numbers';
import { pruneChanges } from './prune-changes.service';
import type { Feeding } from './store-changes.service';

/** Milliseconds between two looks at what is kept no longer. */
const pruneEvery = 3_600_000;

/** Prunes the feed at the start and every hour. Returns what ends it, which waits for the work in hand. */
export function keepPruning(
  feeding: Feeding & { readonly logger: Logger; readonly changeNumbers: ChangeNumbers },
): () => Promise<void> {
  let stopped = false;
  const pause = createPause();
  const work = async () => {
    while (!stopped) {
      await pruneChanges(feeding, feeding.changeNumbers).catch((error: unknown) =>
        feeding.logger.warn({ err: error }, 'old changes were not removed'),
      );
      if (!stopped) await pause.wait(pruneEvery);
    }
  };
  const done = work();
  return async () => {
    stopped = true;
    pause.cut();
    await done;
  };
}
