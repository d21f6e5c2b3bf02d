import type { EntityManager } from 'typeorm';
import { mergedRecords } from '../person/merged-records';

export interface TeamQuestion {
  readonly institutionId: string;
  readonly teamId: string;
  /** Calendar day, Asia/Shanghai. */
  readonly today: string;
}

/**
 * Every record of the persons under a contract in force with a team; those merged into another stand
 * among them. One statement, from the team's contracts by index.
 */
export async function findTeamResidents(
  manager: EntityManager,
  { institutionId, teamId, today }: TeamQuestion,
): Promise<string[]> {
  const signed =
    '`signed` AS (SELECT COALESCE(`mergedPerson`, c.`patientId`) AS `signedId` FROM `family_doctor_contract` c LEFT JOIN `merged` ON `mergedId` = c.`patientId` WHERE c.`institutionId` = ? AND c.`teamId` = ? AND c.`start` <= ? AND (c.`end` IS NULL OR c.`end` >= ?))';
  const rows: { id: string }[] = await manager.query(
    `WITH ${mergedRecords}, ${signed} SELECT \`signedId\` AS \`id\` FROM \`signed\` UNION SELECT \`mergedId\` FROM \`signed\` JOIN \`merged\` ON \`signedId\` = \`mergedPerson\``,
    [institutionId, teamId, today, today],
  );
  return rows.map(({ id }) => id);
}
