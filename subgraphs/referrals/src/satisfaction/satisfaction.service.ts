import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { laterMonth, startOfShanghaiMonth } from '@lianyi/shared/time/calendar-month';
import type { ReferralsContext } from '../context';
import { institutionsOf } from '../desk/institutions-of';
import { RatingSide } from './referral-rating.entity';
import { ReferralSatisfaction } from './satisfaction.view';

const mostMonths = 24;
const sides = Object.values(RatingSide);

/** Sums of one receiver; MariaDB counts in texts. */
type Counted = { readonly receiverId: string } & Readonly<Record<string, string | number | null>>;

/**
 * What the three sides said of the completed referrals an institution received, of those submitted in whole
 * months: of the viewer's institution; for the office of a leading one, of all it leads. One statement.
 */
export async function referralSatisfaction(
  context: Pick<
    ReferralsContext,
    'community' | 'identity' | 'manager' | 'satisfactionRules' | 'viewer'
  >,
  period: PeriodInput,
): Promise<ReferralSatisfaction[]> {
  const months = monthsOf(period, mostMonths);
  const ids = await institutionsOf(context);
  const from = startOfShanghaiMonth(months[0]);
  const to = startOfShanghaiMonth(laterMonth(months.at(-1) ?? months[0], 1));
  const of = sides.map(
    (side) =>
      `COUNT(${side}.\`score\`) AS \`${side}_rated\`, SUM(${side}.\`score\`) AS \`${side}_sum\``,
  );
  const joins = sides.map(
    (side) =>
      `LEFT JOIN \`referral_rating\` ${side} ON ${side}.\`referralId\` = r.\`id\` AND ${side}.\`side\` = '${side}'`,
  );
  const rows: Counted[] = await context.manager.query(
    `SELECT r.\`toInstitutionId\` AS \`receiverId\`, COUNT(*) AS \`completed\`, ${of.join(', ')} FROM \`referral\` r ${joins.join(' ')} WHERE r.\`toInstitutionId\` IN (${placeholders(ids)}) AND r.\`createdAt\` >= ? AND r.\`createdAt\` < ? AND r.\`status\` IN ('COMPLETED', 'FOLLOWED_UP') GROUP BY r.\`toInstitutionId\` ORDER BY r.\`toInstitutionId\``,
    toParameters(context.manager, [...ids, from, to]),
  );
  return rows.flatMap((row) =>
    sides.map((side) => toSatisfaction(row, side, context.satisfactionRules.fewestForMean)),
  );
}

function toSatisfaction(row: Counted, side: RatingSide, fewest: number): ReferralSatisfaction {
  const [rated, sum] = [Number(row[`${side}_rated`]), Number(row[`${side}_sum`])];
  return Object.assign(new ReferralSatisfaction(), {
    ...{ receiverId: row.receiverId, side, completed: Number(row.completed), rated },
    mean: rated === 0 || rated < fewest ? null : sum / rated,
  });
}
