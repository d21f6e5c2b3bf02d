import type { CursorValue } from '@lianyi/shared/database/select-pages';
import { queryRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { FollowUpDuty } from '../follow-up-duty/follow-up-duty.entity';
import type { OverdueQuestion } from './overdue.loader';
import { RegisterMembership } from './register-membership.entity';

/** A duty is shown where the membership, the contract and the person still say what it says. */
const holds = [
  'm.`openRegister` = d.`register` AND m.`nextDueOn` = d.`nextDueOn`',
  'c.`institutionId` = d.`institutionId` AND c.`teamId` = d.`teamId`',
  'c.`start` <= ? AND (c.`end` IS NULL OR c.`end` >= ?)',
  'signed.`personId` = kept.`personId`',
].join(' AND ');

/** CROSS JOIN: SQLite's planner keeps to the order written, MySQL's finds it by the keys. */
const truth = [
  'CROSS JOIN `register_membership` m ON m.`id` = d.`membershipId`',
  'CROSS JOIN `family_doctor_contract` c ON c.`id` = d.`contractId`',
  'CROSS JOIN `patient` kept ON kept.`id` = m.`patientId`',
  'CROSS JOIN `patient` signed ON signed.`id` = c.`patientId`',
].join(' ');

/** What comes after the cursor, said twice: SQLite begins at a pair, MySQL at alternatives. */
const afterCursor =
  '(d.`nextDueOn`, d.`membershipId`) > (?, ?) AND (d.`nextDueOn` > ? OR (d.`nextDueOn` = ? AND d.`membershipId` > ?))';

/**
 * What `findOverdueByContracts` finds, by a walk along the duties of the institution, of a team or a
 * register from the cursor on, until the page is full: the work is the page's, however many
 * residents there are. A membership under two contracts comes once.
 */
export function findOverdueByDuties(
  manager: EntityManager,
  { institutionId, teamId, register, today, on, limit, after }: OverdueQuestion,
): Promise<RegisterMembership[]> {
  const walked = Object.entries({ institutionId, teamId, register }).flatMap(([column, value]) =>
    value === null ? [] : [{ column, value }],
  );
  const conditions = [
    ...walked.map(({ column }) => `d.\`${column}\` = ?`),
    'd.`nextDueOn` < ?',
    ...(after === null ? [] : [afterCursor]),
    ...['d.`start` <= ? AND (d.`end` IS NULL OR d.`end` >= ?)', holds],
  ];
  const page = [
    'SELECT d.`nextDueOn` AS `dueOn`, d.`membershipId` AS `dutyOf` FROM `follow_up_duty` d',
    along(
      manager,
      walked.map(({ column }) => column),
    ),
    `${truth} WHERE ${conditions.join(' AND ')}`,
    `GROUP BY d.\`nextDueOn\`, d.\`membershipId\` ORDER BY d.\`nextDueOn\`, d.\`membershipId\` LIMIT ${limit}`,
  ].join(' ');
  const sql = `SELECT m.* FROM (${page}) page CROSS JOIN \`register_membership\` m ON m.\`id\` = \`dutyOf\` ORDER BY \`dueOn\`, \`dutyOf\``;
  return queryRows(manager, RegisterMembership, sql, [
    ...[...walked.map(({ value }) => value), on, ...cursorParameters(after)],
    ...[today, today, today, today],
  ]);
}

function cursorParameters(after: readonly CursorValue[] | null): CursorValue[] {
  const [dueOn = '', id = ''] = after ?? [];
  return after === null ? [] : [dueOn, id, dueOn, dueOn, id];
}

/**
 * Has the engine walk along the index that begins with these columns: without statistics SQLite
 * takes one that knows less, and passes over what another team or register has.
 */
function along(manager: EntityManager, walked: readonly string[]): string {
  const { connection } = manager;
  const columns = [...walked, 'nextDueOn', 'membershipId'].join();
  const index = connection
    .getMetadata(FollowUpDuty)
    .indices.find((one) => one.columns.map(({ propertyName }) => propertyName).join() === columns);
  if (!index) throw new Error(`the duties have no index by ${columns}`);
  return connection.options.type === 'better-sqlite3'
    ? `INDEXED BY \`${index.name}\``
    : `FORCE INDEX (\`${index.name}\`)`;
}
