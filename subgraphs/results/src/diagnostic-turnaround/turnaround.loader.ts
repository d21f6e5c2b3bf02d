import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';

export interface TurnaroundQuestion {
  /** Requests to these institutions count, and requests of these to any other. */
  readonly institutionIds: readonly string[];
  readonly from: Date;
  /** The first moment after the period. */
  readonly until: Date;
  readonly now: Date;
}

/** Numbers as the engines yield them: sums are texts in one of them. */
export interface TurnaroundCount {
  readonly centerId: string;
  readonly senderId: string;
  readonly requested: number | string;
  readonly reported: number | string;
  readonly rejected: number | string;
  readonly inTime: number | string;
  readonly overdue: number | string;
  readonly medianSeconds: number | string | null;
}

const count = (condition: string, name: string) =>
  `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS \`${name}\``;

/** Counts by centre and sender, in one statement; the median is that of the middle one or two. */
export async function countTurnaround(
  manager: EntityManager,
  { institutionIds, from, until, now }: TurnaroundQuestion,
): Promise<TurnaroundCount[]> {
  const among = placeholders(institutionIds);
  const columns =
    '`centerId`, `fromInstitutionId`, `status`, `turnaroundSeconds`, `endedAt`, `dueAt`';
  const within = '`requestedAt` >= ? AND `requestedAt` < ?';
  const requests = `SELECT ${columns} FROM \`diagnostic_request\` WHERE \`centerId\` IN (${among}) AND ${within} UNION ALL SELECT ${columns} FROM \`diagnostic_request\` WHERE \`fromInstitutionId\` IN (${among}) AND \`centerId\` NOT IN (${among}) AND ${within}`;
  const alike = 'PARTITION BY `centerId`, `fromInstitutionId`, `status`';
  const ranked = `SELECT r.*, ROW_NUMBER() OVER (${alike} ORDER BY \`turnaroundSeconds\`) AS \`place\`, COUNT(*) OVER (${alike}) AS \`size\` FROM (${requests}) r`;
  const middle =
    "`status` = 'REPORTED' AND (2 * `place` = `size` OR 2 * `place` = `size` + 1 OR 2 * `place` = `size` + 2)";
  const counted = [
    'COUNT(*) AS `requested`',
    count("`status` = 'REPORTED'", 'reported'),
    count("`status` = 'REJECTED'", 'rejected'),
    count("`status` = 'REPORTED' AND `endedAt` <= `dueAt`", 'inTime'),
    count("`status` IN ('REQUESTED', 'CLAIMED') AND `dueAt` < ?", 'overdue'),
    `AVG(CASE WHEN ${middle} THEN \`turnaroundSeconds\` END) AS \`medianSeconds\``,
  ];
  const sql = `SELECT \`centerId\`, \`fromInstitutionId\` AS \`senderId\`, ${counted.join(', ')} FROM (${ranked}) n GROUP BY \`centerId\`, \`fromInstitutionId\` ORDER BY \`centerId\`, \`fromInstitutionId\``;
  const parameters = [
    ...[now, ...institutionIds, from, until],
    ...[...institutionIds, ...institutionIds, from, until],
  ];
  return manager.query(sql, toParameters(manager, parameters));
}
