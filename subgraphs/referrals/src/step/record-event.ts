import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import type { ReferralStatus } from '../referral/referral.entity';
import { ReferralEvent } from '../referral/referral-event.entity';

export interface StepTaken {
  readonly referralId: string;
  readonly status: ReferralStatus;
  readonly at: Date;
  readonly note: string | null;
}

/**
 * Writes down a step with who took it, after those before it, within the transaction that holds
 * the slip's row. A step taken twice meets the key of the first.
 */
export async function recordEvent(
  manager: EntityManager,
  { name: by, institutionId }: Pick<Viewer, 'name' | 'institutionId'>,
  taken: StepTaken,
) {
  const [{ last = 0 } = {}]: { last?: number | null }[] = await manager.query(
    'SELECT MAX(`step`) AS `last` FROM `referral_event` WHERE `referralId` = ?',
    [taken.referralId],
  );
  await insertRows(manager, ReferralEvent, [
    { ...taken, step: (last ?? 0) + 1, by, institutionId },
  ]);
}
