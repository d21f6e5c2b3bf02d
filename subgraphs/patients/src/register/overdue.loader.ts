import { type CursorValue, keysetCondition } from '@lianyi/shared/database/select-pages';
import { queryRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { mergedRecords } from '../person/merged-records';
import { RegisterMembership } from './register-membership.entity';

export interface OverdueQuestion {
  readonly institutionId: string;
  /** One team of the institution; null: all of them. */
  readonly teamId: string | null;
  readonly register: string | null;
  /** The day on which a contract must be in force. */
  readonly today: string;
  /** Follow-ups due before this day. */
  readonly on: string;
  readonly limit: number;
  readonly after: readonly CursorValue[] | null;
}

const order = [
  { column: 'nextDueOn', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** Every record of the persons who have a contract in force with an institution or a team. */
const signedRecords = (team: string) =>
  `\`signed\` AS (SELECT COALESCE(\`mergedPerson\`, c.\`patientId\`) AS \`signedId\` FROM \`family_doctor_contract\` c LEFT JOIN \`merged\` ON \`mergedId\` = c.\`patientId\` WHERE c.\`institutionId\` = ?${team} AND c.\`start\` <= ? AND (c.\`end\` IS NULL OR c.\`end\` >= ?)), ` +
  '`records` AS (SELECT `signedId` AS `recordId` FROM `signed` UNION SELECT `mergedId` FROM `signed` JOIN `merged` ON `signedId` = `mergedPerson`)';

/**
 * Memberships of residents under a contract in force of an institution's teams whose follow-up
 * was due before a day, oldest first. The walk begins at the contracts of the institution or
 * team, by index: the work grows with its residents. It answers while not all duties are laid.
 */
export function findOverdueByContracts(
  manager: EntityManager,
  question: OverdueQuestion,
): Promise<RegisterMembership[]> {
  const { institutionId, teamId, register, today, on, limit, after } = question;
  const team = teamId === null ? { sql: '', of: [] } : { sql: ' AND c.`teamId` = ?', of: [teamId] };
  const only = register === null ? { sql: 'IS NOT NULL', of: [] } : { sql: '= ?', of: [register] };
  const keyset = keysetCondition<RegisterMembership>(order, after);
  const sql = [
    `WITH ${mergedRecords}, ${signedRecords(team.sql)}`,
    // CROSS JOIN: SQLite's planner keeps to the order written, MySQL's finds it by the indices.
    'SELECT m.* FROM `records` CROSS JOIN `register_membership` m ON m.`patientId` = `recordId`',
    `WHERE m.\`openRegister\` ${only.sql} AND m.\`nextDueOn\` < ?${keyset.sql && ` AND ${keyset.sql}`}`,
    `ORDER BY \`nextDueOn\`, \`id\` LIMIT ${limit}`,
  ].join(' ');
  return queryRows(manager, RegisterMembership, sql, [
    ...[institutionId, ...team.of, today, today, ...only.of, on],
    ...keyset.parameters,
  ]);
}
