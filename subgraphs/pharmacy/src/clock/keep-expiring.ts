import type { Logger } from '@lianyi/shared/logging/logger';
import { keepDoing } from '@lianyi/shared/time/keep-doing';
import type { DispensingRules } from '../rules/dispensing-rules';
import { type Expiring, expirePrescriptions } from './expire.service';

/** Ends sheets that ran out, at the start and again and again. Returns what ends it. */
export const keepExpiring = ({
  dispensing,
  logger,
  ...expiring
}: Expiring & {
  readonly dispensing: Pick<DispensingRules, 'expireEverySeconds'>;
  readonly logger: Logger;
}): (() => Promise<void>) =>
  keepDoing({
    everyMilliseconds: dispensing.expireEverySeconds * 1000,
    work: async () => {
      const ended = await expirePrescriptions(expiring);
      if (ended > 0) logger.info({ ended }, 'prescriptions ended that were not filled in time');
    },
    failed: (error) => logger.error({ err: error }, 'prescriptions that ran out wait to be ended'),
  });
