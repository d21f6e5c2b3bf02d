import { type CursorValue, keysetCondition } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
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
  { column: 'due', direction: 'ASC' },
  { column: 'dueId', direction: 'ASC' },
] as const;

/**
 * Memberships of residents under a contract in force of an institution's teams whose follow-up
 * was due before a day, oldest first. The walk begins at the contracts of the institution or
 * team, by index: the work grows with its residents, not with the county's.
 */
export function findOverdue(
  manager: EntityManager,
  question: OverdueQuestion,
): Promise<RegisterMembership[]> {
  const { institutionId, teamId, register, today, on, limit, after } = question;
  const team = teamId === null ? { sql: '', of: [] } : { sql: ' AND `teamId` = ?', of: [teamId] };
  const residents = `SELECT DISTINCT s.\`personId\` AS \`signedId\` FROM \`family_doctor_contract\` c JOIN \`patient\` s ON s.\`id\` = c.\`patientId\` WHERE c.\`institutionId\` = ?${team.sql} AND c.\`start\` <= ? AND (c.\`end\` IS NULL OR c.\`end\` >= ?)`;
  const only = register === null ? { sql: '', of: [] } : { sql: ' = ?', of: [register] };
  const keyset = keysetCondition<{ due: string; dueId: string }>(order, after);
  // CROSS JOIN: SQLite's planner keeps to the order written, MySQL's finds it by the indices.
  const due = `SELECT m.\`id\` AS \`dueId\`, m.\`nextDueOn\` AS \`due\` FROM (${residents}) signed CROSS JOIN \`patient\` p ON p.\`personId\` = \`signedId\` CROSS JOIN \`register_membership\` m ON m.\`patientId\` = p.\`id\` WHERE m.\`openRegister\` ${only.sql || 'IS NOT NULL'} AND m.\`nextDueOn\` < ?`;
  const page = `SELECT \`dueId\` FROM (${due}) found${keyset.sql && ` WHERE ${keyset.sql}`} ORDER BY \`due\`, \`dueId\` LIMIT ${limit}`;
  const tail = `JOIN (${page}) page ON \`dueId\` = \`id\` ORDER BY \`nextDueOn\`, \`id\``;
  return selectRows(manager, RegisterMembership, tail, [
    ...[institutionId, ...team.of, today, today, ...only.of, on],
    ...keyset.parameters,
  ]);
}
