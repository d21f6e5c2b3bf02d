import type { Database } from '@lianyi/shared/database/database';
import {
  type GatheredWrites,
  type GatheringOptions,
  gatherWrites,
} from '@lianyi/shared/database/gathered-writes';
import type { Noticing } from './store-notices.service';
import { type SeenReport, storeShown } from './store-shown.service';

/** Held while the database does not take it, and remembered as written. */
const [mostHeld, mostKnown] = [50_000, 200_000];

export interface ShownRecorder
  extends Pick<GatheredWrites<SeenReport>, 'flush' | 'close' | 'waiting'> {
  /** Remembers what is being shown, to be written soon; returns at once. */
  note(seen: SeenReport): void;
}

export interface ShownRecorderOptions
  extends Noticing,
    Pick<GatheringOptions<SeenReport>, 'logger' | 'gatherFor'> {
  readonly database: Database;
}

const keyOf = ({ reportId, version, institutionId }: SeenReport) =>
  `${reportId} ${version} ${institutionId}`;

/**
 * Records which version of a report an institution was shown, behind the reader's back: no release
 * waits for it, each is written once by a process, and those of a moment in one transaction. That
 * somebody looked is in the access log before the answer leaves; only a killed process loses who
 * is to be told of the last moment's. What is superseded before it is written is told then.
 */
export function createShownRecorder(options: ShownRecorderOptions): ShownRecorder {
  const known = new Set<string>();
  const { flush, close, waiting, hold } = gatherWrites<SeenReport>({
    ...options,
    ...{ mostHeld, failure: 'what was shown could not be written yet' },
    store: (seen) => storeShown(options, seen),
  });
  return {
    note(seen) {
      const key = keyOf(seen);
      if (known.has(key) || !hold(key, seen)) return;
      if (known.size >= mostKnown) known.clear();
      known.add(key);
    },
    ...{ flush, close, waiting },
  };
}
