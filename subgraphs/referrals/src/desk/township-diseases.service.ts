import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { laterMonth, startOfShanghaiMonth } from '@lianyi/shared/time/calendar-month';
import type { ReferralsContext } from '../context';
import { institutionsOf } from './institutions-of';
import { TownshipDiseaseCount } from './township-disease.view';

const mostMonths = 24;

interface Counted {
  readonly receiverId: string;
  readonly month: string;
  readonly code: string;
  /** MariaDB counts in texts. */
  readonly referred: number | string;
  readonly arrived: number | string;
}

/**
 * Diseases of the township list that were sent up all the same, by receiver and month: of the viewer's
 * institution; for the office of a leading one, of all it leads. What is over its limit comes first.
 * One statement, by the receivers' index.
 */
export async function townshipDiseases(
  context: Pick<ReferralsContext, 'community' | 'diseaseLists' | 'identity' | 'manager' | 'viewer'>,
  period: PeriodInput,
): Promise<TownshipDiseaseCount[]> {
  const months = monthsOf(period, mostMonths);
  const ids = await institutionsOf(context);
  const from = startOfShanghaiMonth(months[0]);
  const to = startOfShanghaiMonth(laterMonth(months.at(-1) ?? months[0], 1));
  const rows: Counted[] = await context.manager.query(
    `SELECT r.\`toInstitutionId\` AS \`receiverId\`, l.\`month\` AS \`month\`, l.\`diseaseCode\` AS \`code\`, COUNT(*) AS \`referred\`, SUM(CASE WHEN r.\`status\` IN ('ARRIVED', 'IN_TREATMENT', 'COMPLETED', 'FOLLOWED_UP') THEN 1 ELSE 0 END) AS \`arrived\` FROM \`referral\` r JOIN \`listed_referral\` l ON l.\`referralId\` = r.\`id\` WHERE r.\`toInstitutionId\` IN (${placeholders(ids)}) AND r.\`createdAt\` >= ? AND r.\`createdAt\` < ? AND l.\`direction\` = 'UP' GROUP BY r.\`toInstitutionId\`, l.\`month\`, l.\`diseaseCode\` ORDER BY l.\`month\`, r.\`toInstitutionId\`, l.\`diseaseCode\``,
    toParameters(context.manager, [...ids, from, to]),
  );
  const counts = rows.map((row) => toCount(context.diseaseLists, row));
  return counts.sort((one, other) => Number(other.overLimit) - Number(one.overLimit));
}

function toCount(
  { ofTownship }: ReferralsContext['diseaseLists'],
  { receiverId, month, code, referred, arrived }: Counted,
): TownshipDiseaseCount {
  const listed = ofTownship(code);
  const monthlyLimit = listed?.monthlyLimit ?? null;
  return Object.assign(new TownshipDiseaseCount(), {
    receiverId,
    ...{ month, monthlyLimit, referred: Number(referred), arrived: Number(arrived) },
    // A list that was changed since no longer names it.
    disease: { system: 'ICD-10', code, display: listed?.display ?? code },
    overLimit: monthlyLimit !== null && Number(arrived) > monthlyLimit,
  });
}
