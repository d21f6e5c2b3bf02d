import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { mergedRecords } from '../person/merged-records';
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

const inForce = 'c.`start` <= ? AND (c.`end` IS NULL OR c.`end` >= ?)';
/**
 * Whether a person has a contract in force, on the record that stands for her or another.
 * CROSS JOIN: SQLite's planner keeps to the order written, and begins at the few.
 */
const isSigned = (person: string) =>
  `(EXISTS (SELECT 1 FROM \`family_doctor_contract\` c WHERE c.\`patientId\` = ${person} AND ${inForce}) OR ${person} IN (SELECT \`mergedPerson\` FROM \`merged\` CROSS JOIN \`family_doctor_contract\` c ON c.\`patientId\` = \`mergedId\` WHERE ${inForce}))`;

/**
 * How many persons there are and how many of them are signed: those the institutions registered,
 * and for each group those they keep on its registers. Two statements, however many rows; both
 * read indices alone.
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
  const sql = [
    `WITH ${mergedRecords} SELECT ${institution} AS \`institutionId\`, NULL AS \`group\`,`,
    `COUNT(*) AS \`residents\`, COUNT(CASE WHEN ${isSigned('p.`personId`')} THEN 1 END) AS \`signed\``,
    `FROM \`patient\` p WHERE p.\`registeredBy\` IN (${placeholders(institutionIds)})`,
    `AND p.\`mergedInto\` IS NULL AND p.\`registeredAt\` <= ?`,
    byInstitution ? `GROUP BY ${institution}` : '',
  ].join(' ');
  return countCells(manager, sql, [day, day, day, day, ...institutionIds, until]);
}

/** A person on several registers of a group is counted once. */
function countGroups(
  manager: EntityManager,
  { institutionIds, day, groupOf, byInstitution }: CoverageQuestion,
) {
  const registers = [...groupOf.keys()];
  const institution = byInstitution ? 'm.`institutionId`' : 'NULL';
  const members = [
    `SELECT DISTINCT ${institution} AS \`institutionId\`,`,
    `CASE m.\`register\` ${registers.map(() => 'WHEN ? THEN ?').join(' ')} END AS \`group\`,`,
    'COALESCE(`mergedPerson`, m.`patientId`) AS `memberId`',
    'FROM `register_membership` m LEFT JOIN `merged` ON `mergedId` = m.`patientId`',
    `WHERE m.\`institutionId\` IN (${placeholders(institutionIds)})`,
    `AND m.\`register\` IN (${placeholders(registers)})`,
    'AND m.`since` <= ? AND (m.`until` IS NULL OR m.`until` >= ?)',
  ].join(' ');
  const sql = `WITH ${mergedRecords} SELECT \`institutionId\`, \`group\`, COUNT(*) AS \`residents\`, COUNT(CASE WHEN ${isSigned('`memberId`')} THEN 1 END) AS \`signed\` FROM (${members}) members GROUP BY \`institutionId\`, \`group\``;
  return countCells(manager, sql, [
    ...[day, day, day, day, ...[...groupOf].flat()],
    ...[...institutionIds, ...registers, day, day],
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
