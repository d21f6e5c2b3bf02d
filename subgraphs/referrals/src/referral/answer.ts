import { placeholders } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { ReferralStatus } from './referral.entity';

/** States in which a slip answers no other one any more. */
export const withdrawn: readonly ReferralStatus[] = [
  ...[ReferralStatus.DRAFT, ReferralStatus.DECLINED, ReferralStatus.CANCELLED],
  ...[ReferralStatus.EXPIRED, ReferralStatus.NO_SHOW],
];

/** The down-referral that answers a slip; null where its return slip is still to come. */
export async function answerTo(manager: EntityManager, parentId: string): Promise<string | null> {
  const [answer]: { id: string }[] = await manager.query(
    `SELECT \`id\` AS \`id\` FROM \`referral\` WHERE \`parentId\` = ? AND \`status\` NOT IN (${placeholders(withdrawn)})`,
    [parentId, ...withdrawn],
  );
  return answer?.id ?? null;
}
