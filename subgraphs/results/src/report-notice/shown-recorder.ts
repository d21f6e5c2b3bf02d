import type { Database } from '@lianyi/shared/database/database';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { Noticing } from './store-notices.service';
import { type SeenReport, storeShown } from './store-shown.service';

/** Milliseconds that what was shown is gathered before it is written together. */
const gatheredFor = 200;
/** Held while the database does not take it, and remembered as written. */
const [mostHeld, mostKnown] = [50_000, 200_000];

export interface ShownRecorder {
  /** Remembers what is being shown, to be written soon; returns at once. */
  note(seen: SeenReport): void;
  /** Writes what is held. Resolves when it is stored, or held for the next time. */
  flush(): Promise<void>;
  /** Writes what is held and takes no more. */
  close(): Promise<void>;
}

export interface ShownRecorderOptions extends Noticing {
  readonly database: Database;
  readonly logger: Logger;
  /** Milliseconds it gathers, if not the usual. */
  readonly gatherFor?: number;
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
  const held = new Map<string, SeenReport>();
  const known = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const seen = [...held];
    held.clear();
    if (seen.length === 0) return;
    try {
      await storeShown(
        options,
        seen.map(([, one]) => one),
      );
    } catch (error) {
      options.logger.error({ err: error }, 'what was shown could not be written yet');
      for (const [key, one] of seen) if (held.size < mostHeld) held.set(key, one);
    }
  };
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  return {
    note(seen) {
      const key = keyOf(seen);
      if (closed || known.has(key) || held.size >= mostHeld) return;
      if (known.size >= mostKnown) known.clear();
      known.add(key);
      held.set(key, seen);
      timer ??= setTimeout(() => void flush(), options.gatherFor ?? gatheredFor).unref();
    },
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}
