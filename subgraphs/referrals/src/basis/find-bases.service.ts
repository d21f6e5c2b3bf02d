import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import { reachedReceiver } from '../referral/referral.access';

type Finding = Pick<ReferralsContext, 'manager' | 'now'>;

/**
 * Those of the patients whom a referral concerns that the institution sent or received: live, or ended
 * within the days of the rules. One statement, however many patients.
 */
export async function findReferralBases(
  { manager, basisRule, now }: Finding & Pick<ReferralsContext, 'basisRule'>,
  patientIds: readonly string[],
  institutionId: string,
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const places = placeholders(patientIds);
  // `? IN (columns)`, not OR: an OR draws SQLite to the institutions' indices, through all their rows.
  const sql = `SELECT DISTINCT \`patientId\` AS \`patientId\` FROM \`referral\` WHERE \`patientId\` IN (${places}) AND ? IN (\`fromInstitutionId\`, \`toInstitutionId\`) AND (${reachedReceiver} OR ? IN (\`fromInstitutionId\`)) AND \`submittedAt\` IS NOT NULL AND (\`endedAt\` IS NULL OR \`endedAt\` >= ?) ORDER BY \`patientId\``;
  return patientsIn(manager, sql, [
    ...[...patientIds, institutionId, institutionId, basisRule.endedSince(now())],
  ]);
}

/** Those of the patients about whom the institution is asked, for as long as that opens their records. */
export async function findConsultationBases(
  { manager, now }: Finding,
  patientIds: readonly string[],
  institutionId: string,
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const sql = `SELECT DISTINCT \`patientId\` AS \`patientId\` FROM \`consultation_invitation\` WHERE \`patientId\` IN (${placeholders(patientIds)}) AND \`institutionId\` = ? AND \`openUntil\` > ? ORDER BY \`patientId\``;
  return patientsIn(manager, sql, [...patientIds, institutionId, now()]);
}

async function patientsIn(
  manager: EntityManager,
  sql: string,
  parameters: Parameters<typeof toParameters>[1],
) {
  const rows: { patientId: string }[] = await manager.query(sql, toParameters(manager, parameters));
  return rows.map(({ patientId }) => patientId);
}
