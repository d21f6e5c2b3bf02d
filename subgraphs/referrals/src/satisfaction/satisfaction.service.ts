import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterMonth, startOfShanghaiMonth } from '@lianyi/shared/time/calendar-month';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ReferralsContext } from '../context';
import { institutionsOf } from '../desk/institutions-of';
import { RatingSide } from './referral-rating.entity';
import { ReferralSatisfaction } from './satisfaction.view';

const dayLength = 24 * 3_600_000;
const sides = Object.values(RatingSide);
const columns = [...sides.flatMap((side) => [`${side}_rated`, `${side}_sum`]), 'ended'];

/** Sums of one receiver; MariaDB counts in texts. */
type Counted = { readonly receiverId: string } & Readonly<Record<string, string | number | null>>;

/**
 * What the three sides said, in a quarter in Shanghai, of the referrals an institution received: of the viewer's
 * institution; for the office of a leading one, of all it leads. One statement. A rating counts in one quarter
 * alone, and a quarter is told once no rating of it can change: no two answers differ by what one person said.
 * Refuses with INVALID_INPUT naming the field.
 */
export async function referralSatisfaction(
  context: Pick<
    ReferralsContext,
    'community' | 'identity' | 'manager' | 'now' | 'satisfactionRules' | 'viewer'
  >,
  year: number,
  quarter: number,
): Promise<ReferralSatisfaction[]> {
  const { manager, now, satisfactionRules: rules } = context;
  if (year < 2000 || year > 2999) throw new InvalidInput('year', 'must be from 2000 to 2999.');
  if (quarter < 1 || quarter > 4) throw new InvalidInput('quarter', 'must be from 1 to 4.');
  const first = laterMonth(`${year}-01`, (quarter - 1) * 3);
  const [from, to] = [first, laterMonth(first, 3)].map(startOfShanghaiMonth) as [Date, Date];
  const told = new Date(to.getTime() + rules.changeableDays * dayLength);
  if (now() < told)
    throw new InvalidInput('quarter', `is told from ${shanghaiDay(told)} on: ask for one before.`);
  const ids = await institutionsOf(context);
  const rows: Counted[] = await manager.query(
    satisfactionSql(ids, rules.states),
    toParameters(manager, [...[from, to, ...ids], ...[...ids, ...rules.states, from, to]]),
  );
  return rows.flatMap((row) => sides.map((side) => toSatisfaction(row, side, rules.fewestForMean)));
}

function satisfactionSql(ids: readonly string[], states: readonly string[]) {
  const sums = sides.flatMap((side) => [
    `SUM(CASE WHEN s.\`side\` = '${side}' THEN 1 ELSE 0 END) AS \`${side}_rated\``,
    `SUM(CASE WHEN s.\`side\` = '${side}' THEN s.\`score\` ELSE 0 END) AS \`${side}_sum\``,
  ]);
  const none = columns.slice(0, -1).map((name) => `0 AS \`${name}\``);
  const total = columns.map((name) => `SUM(\`${name}\`) AS \`${name}\``);
  const receivers = `r.\`toInstitutionId\` IN (${placeholders(ids)})`;
  const rated = `SELECT r.\`toInstitutionId\` AS \`receiverId\`, ${sums.join(', ')}, 0 AS \`ended\` FROM \`referral_rating\` s JOIN \`referral\` r ON r.\`id\` = s.\`referralId\` WHERE s.\`firstRatedAt\` >= ? AND s.\`firstRatedAt\` < ? AND ${receivers} GROUP BY r.\`toInstitutionId\``;
  const ended = `SELECT r.\`toInstitutionId\` AS \`receiverId\`, ${none.join(', ')}, COUNT(*) AS \`ended\` FROM \`referral\` r WHERE ${receivers} AND r.\`status\` IN (${placeholders(states)}) AND r.\`endedAt\` >= ? AND r.\`endedAt\` < ? GROUP BY r.\`toInstitutionId\``;
  return `SELECT \`receiverId\`, ${total.join(', ')} FROM (${rated} UNION ALL ${ended}) counted GROUP BY \`receiverId\` ORDER BY \`receiverId\``;
}

function toSatisfaction(row: Counted, side: RatingSide, fewest: number): ReferralSatisfaction {
  const [rated, sum] = [Number(row[`${side}_rated`]), Number(row[`${side}_sum`])];
  return Object.assign(new ReferralSatisfaction(), {
    receiverId: row.receiverId,
    ...{ side, ended: Number(row.ended), rated },
    mean: rated === 0 || rated < fewest ? null : sum / rated,
  });
}
