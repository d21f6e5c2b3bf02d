import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { ReferralsContext } from '../context';
import { reachedReceiver } from '../referral/referral.access';

/**
 * Those of the patients whom a referral concerns that the institution sent or received, or about whom it is
 * asked and did not decline: live, or ended within the days of the rules. One statement, however many patients.
 */
export async function findBases(
  {
    manager,
    basisRule,
    consultationRules,
    now,
  }: Pick<ReferralsContext, 'manager' | 'basisRule' | 'consultationRules' | 'now'>,
  patientIds: readonly string[],
  institutionId: string,
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const places = placeholders(patientIds);
  // `? IN (columns)`, not OR: an OR draws SQLite to the institutions' indices, through all their rows.
  const referred = `SELECT \`patientId\` AS \`patientId\` FROM \`referral\` WHERE \`patientId\` IN (${places}) AND ? IN (\`fromInstitutionId\`, \`toInstitutionId\`) AND (${reachedReceiver} OR ? IN (\`fromInstitutionId\`)) AND \`submittedAt\` IS NOT NULL AND (\`endedAt\` IS NULL OR \`endedAt\` >= ?)`;
  const asked = `SELECT \`patientId\` AS \`patientId\` FROM \`consultation_invitation\` WHERE \`patientId\` IN (${places}) AND \`institutionId\` = ? AND \`status\` <> 'DECLINED' AND (\`endedAt\` IS NULL OR \`endedAt\` >= ?)`;
  const at = now();
  const rows: { patientId: string }[] = await manager.query(
    `${referred} UNION ${asked} ORDER BY \`patientId\``,
    toParameters(manager, [
      ...[...patientIds, institutionId, institutionId, basisRule.endedSince(at)],
      ...[...patientIds, institutionId, consultationRules.endedSince(at)],
    ]),
  );
  return rows.map(({ patientId }) => patientId);
}
