import { placeholders, selectRows, toParameters } from '@lianyi/shared/database/select-rows';
import type { PeriodInput } from '@lianyi/shared/graphql/period';
import { listedInstitutions } from '../community/listed-institutions';
import { monthTable } from '../community/months';
import type { PharmacyContext } from '../context';
import { yuan } from '../drug-use/essential-use.service';
import { versionOfDay } from '../drug-use/version-of-day';
import { DrugRevenueShare } from './drug-share.view';
import { InstitutionRevenue } from './institution-revenue.entity';

export interface ShareAsked {
  readonly period: PeriodInput;
  readonly institutionId: string | null;
}

/** MariaDB counts in texts. */
interface Dispensed {
  readonly institutionId: string;
  readonly month: string;
  readonly amount: number | string | null;
}

/**
 * Drugs in what institutions took in, by month: of the viewer's institution and those it supplies; for the
 * office of the leading one, of all members. Class and price
 * are those of the day of dispensing. Months with neither are left out. Two statements.
 */
export async function drugRevenueShare(
  context: Pick<PharmacyContext, 'drugUseRules' | 'manager' | 'supply' | 'viewer'>,
  { institutionId, period }: ShareAsked,
): Promise<DrugRevenueShare[]> {
  const { drugUseRules, manager } = context;
  const { revenueCategories: categories } = drugUseRules;
  const months = monthTable(period);
  const ids = await listedInstitutions(context, institutionId);
  const drug = versionOfDay(manager);
  const dispensed: Dispensed[] = await manager.query(
    `SELECT d.\`institutionId\` AS \`institutionId\`, m.\`month\` AS \`month\`, SUM(l.\`quantity\` * COALESCE(${drug.column('price')}, 0)) AS \`amount\` FROM ${months.sql} m JOIN \`dispensing\` d ON d.\`at\` >= m.\`start\` AND d.\`at\` < m.\`end\` JOIN \`dispensing_line\` l ON l.\`dispensingId\` = d.\`id\` ${drug.join} WHERE d.\`institutionId\` IN (${placeholders(ids)}) AND d.\`at\` >= ? AND d.\`at\` < ? AND ${drug.column('category')} IN (${placeholders(categories)}) GROUP BY m.\`month\`, d.\`institutionId\``,
    toParameters(manager, [...months.parameters, ...ids, months.from, months.to, ...categories]),
  );
  const tail = `WHERE \`institutionId\` IN (${placeholders(ids)}) AND \`month\` IN (${placeholders(months.months)})`;
  const stated = await selectRows(manager, InstitutionRevenue, tail, [...ids, ...months.months]);
  return sharesOf(dispensed, stated);
}

function sharesOf(dispensed: readonly Dispensed[], stated: readonly InstitutionRevenue[]) {
  const shares = new Map<string, DrugRevenueShare>();
  const shareOf = ({ institutionId, month }: Pick<Dispensed, 'institutionId' | 'month'>) => {
    const key = `${month} ${institutionId}`;
    const none = { institutionId, month, drugAmount: 0, share: null, revenue: null };
    const share = shares.get(key) ?? Object.assign(new DrugRevenueShare(), none);
    shares.set(key, share);
    return share;
  };
  for (const row of dispensed) shareOf(row).drugAmount = yuan(row.amount);
  for (const revenue of stated) {
    const share = shareOf(revenue);
    const { amount } = revenue;
    Object.assign(share, { revenue, share: amount > 0 ? share.drugAmount / amount : null });
  }
  return [...shares].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, share]) => share);
}
