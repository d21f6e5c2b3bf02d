import type { Logger } from '@lianyi/shared/logging/logger';
import { createPause } from '@lianyi/shared/time/pause';
import type { Clocks } from '../rules/clocks';
import { type Expiring, expireReferrals } from './expire.service';

/**
 * Ends what ran out, at the start and then again and again. Returns what stops it, which waits for
 * the work in hand.
 */
export function keepExpiring({
  clocks,
  logger,
  ...expiring
}: Expiring & { readonly clocks: Clocks; readonly logger: Logger }): () => Promise<void> {
  let stopped = false;
  const pause = createPause();
  const work = async () => {
    while (!stopped) {
      try {
        const ended = await expireReferrals(expiring);
        if (ended > 0) logger.info({ ended }, 'referrals ended whose patients did not come');
      } catch (error) {
        logger.error({ err: error }, 'referrals that ran out wait to be ended');
      }
      if (!stopped) await pause.wait(clocks.expireEverySeconds * 1000);
    }
  };
  const done = work();
  return async () => {
    stopped = true;
    pause.cut();
    await done;
  };
}
