import type { Logger } from '@lianyi/shared/logging/logger';
import { createPause } from '@lianyi/shared/time/pause';
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
  const pause = createPause();
  const work = async () => {
    while (!stopped) {
      try {
        await addressWaiting(addressing);
      } catch (error) {
        addressing.logger.error({ err: error }, 'critical values wait to be addressed');
      }
      if (!stopped) await pause.wait(everySeconds * 1000);
    }
  };
  const done = work();
  return async () => {
    stopped = true;
    pause.cut();
    await done;
  };
}
