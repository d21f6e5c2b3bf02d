import type { Logger } from '@lianyi/shared/logging/logger';
import { type Addressing, addressWaiting } from './address.service';

/**
 * Addresses at the start, and then again and again, what could not be addressed when it was
 * raised. Returns what ends it, which waits for the work in hand.
 */
export function keepAddressing(
  addressing: Addressing & { readonly logger: Logger },
  everySeconds: number,
): () => Promise<void> {
  let stopped = false;
  let wake = () => {};
  const work = async () => {
    while (!stopped) {
      try {
        await addressWaiting(addressing);
      } catch (error) {
        addressing.logger.error({ err: error }, 'critical values wait to be addressed');
      }
      if (!stopped)
        await new Promise<void>((resolve) => (wake = afterwards(resolve, everySeconds)));
    }
  };
  const done = work();
  return async () => {
    stopped = true;
    wake();
    await done;
  };
}

/** Resolves after a while, or when what it returns is called; keeps no process alive. */
function afterwards(resolve: () => void, seconds: number): () => void {
  const timer = setTimeout(resolve, seconds * 1000);
  timer.unref();
  return () => {
    clearTimeout(timer);
    resolve();
  };
}
