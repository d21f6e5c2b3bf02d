import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { PeriodInput } from '@lianyi/shared/graphql/period';
import { listedInstitutions } from '../community/listed-institutions';
import { monthTable } from '../community/months';
import type { PharmacyContext } from '../context';
import { EssentialDrugUse } from './drug-use.view';
import { type JoinedDrug, versionOfDay } from './version-of-day';

/** MariaDB counts in texts. */
type Counted = Pick<EssentialDrugUse, 'institutionId' | 'month'> &
  Readonly<
    Record<'kinds' | 'essentialKinds' | 'amount' | 'essentialAmount', number | string | null>
  >;

/** What is counted of the drugs as they were when they were dispensed. */
function sumsOf({ column }: JoinedDrug): string {
  const price = `l.\`quantity\` * COALESCE(${column('price')}, 0)`;
  const isEssential = `${column('essential')} = 1`;
  return [
    'COUNT(DISTINCT l.`drugCode`) AS `kinds`',
    `COUNT(DISTINCT CASE WHEN ${isEssential} THEN l.\`drugCode\` END) AS \`essentialKinds\``,
    `SUM(${price}) AS \`amount\``,
    `SUM(CASE WHEN ${isEssential} THEN ${price} ELSE 0 END) AS \`essentialAmount\``,
  ].join(', ');
}

/** Yuan to the cent. */
export const yuan = (amount: number | string | null) => Math.round(Number(amount) * 100) / 100;

/**
 * Essential drugs among those dispensed in the months a period touches, by institution and month: of the
 * viewer's institution and those it supplies; for the office of the leading one, of all members. Class,
 * essential flag and price are those of the day of dispensing. One statement, by the institutions' index.
 */
export async function essentialDrugUse(
  context: Pick<PharmacyContext, 'drugUseRules' | 'manager' | 'supply' | 'tiers' | 'viewer'>,
  {
    institutionId,
    period,
  }: { readonly institutionId: string | null; readonly period: PeriodInput },
): Promise<EssentialDrugUse[]> {
  const { drugUseRules, manager, tiers } = context;
  const { categories, leastEssentialShare } = drugUseRules;
  const months = monthTable(period);
  const ids = await listedInstitutions(context, institutionId);
  const drug = versionOfDay(manager);
  const rows: Counted[] = await manager.query(
    `SELECT d.\`institutionId\` AS \`institutionId\`, m.\`month\` AS \`month\`, ${sumsOf(drug)} FROM ${months.sql} m JOIN \`dispensing\` d ON d.\`at\` >= m.\`start\` AND d.\`at\` < m.\`end\` JOIN \`dispensing_line\` l ON l.\`dispensingId\` = d.\`id\` ${drug.join} WHERE d.\`institutionId\` IN (${placeholders(ids)}) AND d.\`at\` >= ? AND d.\`at\` < ? AND ${drug.column('category')} IN (${placeholders(categories)}) GROUP BY m.\`month\`, d.\`institutionId\` ORDER BY m.\`month\`, d.\`institutionId\``,
    toParameters(manager, [...months.parameters, ...ids, months.from, months.to, ...categories]),
  );
  return Promise.all(
    rows.map(async (row) => {
      const tier = await tiers.tierOf(row.institutionId);
      const [kinds, essentialKinds] = [Number(row.kinds), Number(row.essentialKinds)];
      const share = essentialKinds / kinds;
      const leastShare = (tier && leastEssentialShare.get(tier)) ?? null;
      return Object.assign(new EssentialDrugUse(), row, {
        kinds,
        ...{ essentialKinds, share, leastShare },
        ...{ amount: yuan(row.amount), essentialAmount: yuan(row.essentialAmount) },
        belowLeast: leastShare !== null && share < leastShare,
      });
    }),
  );
}
