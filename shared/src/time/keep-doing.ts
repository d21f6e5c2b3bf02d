import { createPause } from './pause';

export interface KeptWork {
  work(): Promise<void>;
  /** Told why it did not succeed; it is tried again after the same time. */
  failed(error: unknown): void;
  readonly everyMilliseconds: number;
}

/**
 * Does something at the start and then again and again, whatever became of it. Returns what ends it,
 * which waits for the work in hand.
 */
export function keepDoing({ everyMilliseconds, failed, work }: KeptWork): () => Promise<void> {
  let stopped = false;
  const pause = createPause();
  const keep = async () => {
    while (!stopped) {
      await work().catch(failed);
      if (!stopped) await pause.wait(everyMilliseconds);
    }
  };
  const done = keep();
  return async () => {
    stopped = true;
    pause.cut();
    await done;
  };
}
