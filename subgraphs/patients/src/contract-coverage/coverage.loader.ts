import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { Cell } from './withhold-cells';

export interface CoverageQuestion {
  /** Whose residents are counted. */
  readonly institutionIds: readonly string[];
  /** The Shanghai day it is counted on, and its last moment. */
  readonly day: string;
  readonly until: Date;
  /** Groups, by the register that counts in them. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** A row for each institution, else one for all. */
  readonly byInstitution: boolean;
}

/** Persons under a contract in force on a day, whichever record it was signed on. */
const signedPersons =
  'SELECT DISTINCT s.`personId` AS `signedId` FROM `family_doctor_contract` c JOIN `patient` s ON s.`id` = c.`patientId` WHERE c.`start` <= ? AND (c.`end` IS NULL OR c.`end` >= ?)';

/**
 * How many persons there are and how many of them are signed: those the institutions registered,
 * and for each group those they keep on its registers. Two statements, however many rows.
 */
export async function countCoverage(
  manager: EntityManager,
  question: CoverageQuestion,
): Promise<Cell[]> {
  return [...(await countRegistered(manager, question)), ...(await countGroups(manager, question))];
}

/** The record that stands for a person says who registered her: she is counted once. */
function countRegistered(
  manager: EntityManager,
  { institutionIds, day, until, byInstitution }: CoverageQuestion,
) {
  const institution = byInstitution ? 'p.`registeredBy`' : 'NULL';
  const sql = `SELECT ${institution} AS \`institutionId\`, NULL AS \`group\`, COUNT(*) AS \`residents\`, COUNT(\`signedId\`) AS \`signed\` FROM \`patient\` p LEFT JOIN (${signedPersons}) signed ON \`signedId\` = p.\`id\` WHERE p.\`personId\` = p.\`id\` AND p.\`registeredBy\` IN (${placeholders(institutionIds)}) AND p.\`registeredAt\` <= ?${byInstitution ? ` GROUP BY ${institution}` : ''}`;
  return countCells(manager, sql, [day, day, ...institutionIds, until]);
}

function countGroups(
  manager: EntityManager,
  { institutionIds, day, groupOf, byInstitution }: CoverageQuestion,
) {
  const registers = [...groupOf.keys()];
  const institution = byInstitution ? 'm.`institutionId`' : 'NULL';
  const group = `CASE m.\`register\` ${registers.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  const members = `SELECT ${institution} AS \`institutionId\`, ${group} AS \`group\`, p.\`personId\` AS \`memberId\` FROM \`register_membership\` m JOIN \`patient\` p ON p.\`id\` = m.\`patientId\` WHERE m.\`institutionId\` IN (${placeholders(institutionIds)}) AND m.\`register\` IN (${placeholders(registers)}) AND m.\`since\` <= ? AND (m.\`until\` IS NULL OR m.\`until\` >= ?)`;
  const sql = `SELECT \`institutionId\`, \`group\`, COUNT(DISTINCT \`memberId\`) AS \`residents\`, COUNT(DISTINCT \`signedId\`) AS \`signed\` FROM (${members}) members LEFT JOIN (${signedPersons}) signed ON \`signedId\` = \`memberId\` GROUP BY \`institutionId\`, \`group\``;
  return countCells(manager, sql, [
    ...[...groupOf].flat(),
    ...[...institutionIds, ...registers, day, day],
    ...[day, day],
  ]);
}

/** Counts come as text or number, as the driver has it. */
async function countCells(
  manager: EntityManager,
  sql: string,
  parameters: readonly (string | Date)[],
): Promise<Cell[]> {
  const rows: Record<keyof Cell, string | number | null>[] = await manager.query(
    sql,
    toParameters(manager, parameters),
  );
  return rows.map(({ institutionId, group, residents, signed }) => ({
    institutionId: institutionId === null ? null : String(institutionId),
    group: group === null ? null : String(group),
    ...{ residents: Number(residents), signed: Number(signed) },
  }));
}
