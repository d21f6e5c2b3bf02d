import type { Logger } from '@lianyi/shared/logging/logger';
import { keepDoing } from '@lianyi/shared/time/keep-doing';
import type { ChangeNumbers } from '../policy/change-numbers';
import { pruneChanges } from './prune-changes.service';
import type { Feeding } from './store-changes.service';

/** Milliseconds between two looks at what is kept no longer. */
const pruneEvery = 3_600_000;

/** Prunes the feed at the start and every hour. Returns what ends it, which waits for the work in hand. */
export const keepPruning = (
  feeding: Feeding & { readonly logger: Logger; readonly changeNumbers: ChangeNumbers },
): (() => Promise<void>) =>
  keepDoing({
    everyMilliseconds: pruneEvery,
    work: async () => {
      await pruneChanges(feeding, feeding.changeNumbers);
    },
    failed: (error) => feeding.logger.warn({ err: error }, 'old changes were not removed'),
  });
