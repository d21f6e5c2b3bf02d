import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { PeriodInput } from '@lianyi/shared/graphql/period';
import { institutionsOf } from '../community/institutions-of';
import { monthTable } from '../community/months';
import type { PharmacyContext } from '../context';
import { ShortageFulfilment } from './shortage-fulfilment.view';

/** MariaDB sums in texts. */
type Counted = Pick<ShortageFulfilment, 'institutionId' | 'month'> &
  Readonly<Record<(typeof counts)[number], number | string>>;

const counts = [
  ...(['registered', 'delivered', 'deliveredInTime'] as const),
  ...(['substituted', 'rejected', 'overdue'] as const),
] as const;

const when = (condition: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
const sums = [
  'COUNT(*) AS `registered`',
  `${when('s.`receivedAt` IS NOT NULL')} AS \`delivered\``,
  `${when('s.`receivedAt` <= s.`deliverBy`')} AS \`deliveredInTime\``,
  `${when("s.`status` = 'SUBSTITUTED'")} AS \`substituted\``,
  `${when("s.`status` = 'REJECTED'")} AS \`rejected\``,
  `${when('s.`receivedAt` IS NULL AND s.`endedAt` IS NULL AND s.`deliverBy` < ?')} AS \`overdue\``,
];

/**
 * Shortages of the months a period touches by institution and month: of the viewer's institution and
 * those it supplies; for the office of the leading institution, of all members. One statement, by the
 * institutions' index.
 */
export async function shortageFulfilment(
  context: Pick<PharmacyContext, 'manager' | 'now' | 'supply' | 'viewer'>,
  period: PeriodInput,
): Promise<ShortageFulfilment[]> {
  const { manager, now } = context;
  const months = monthTable(period);
  const ids = await institutionsOf(context);
  const rows: Counted[] = await manager.query(
    `SELECT s.\`institutionId\` AS \`institutionId\`, m.\`month\` AS \`month\`, ${sums.join(', ')} FROM ${months.sql} m JOIN \`shortage\` s ON s.\`registeredAt\` >= m.\`start\` AND s.\`registeredAt\` < m.\`end\` WHERE s.\`institutionId\` IN (${placeholders(ids)}) AND s.\`registeredAt\` >= ? AND s.\`registeredAt\` < ? GROUP BY m.\`month\`, s.\`institutionId\` ORDER BY m.\`month\`, s.\`institutionId\``,
    toParameters(manager, [now(), ...months.parameters, ...ids, months.from, months.to]),
  );
  return rows.map((row) => {
    const numbers = Object.fromEntries(counts.map((count) => [count, Number(row[count])]));
    return Object.assign(new ShortageFulfilment(), row, numbers, {
      rate: Number(row.deliveredInTime) / Number(row.registered),
    });
  });
}
