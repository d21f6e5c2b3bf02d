import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { laterMonth, startOfShanghaiMonth } from '@lianyi/shared/time/calendar-month';
import type { ReferralsContext } from '../context';
import { institutionsOf } from '../desk/institutions-of';
import {
  OutwardApproval,
  type Referral,
  ReferralDirection,
  Urgency,
} from '../referral/referral.entity';
import { diseaseOf } from './outward.view';
import { OutwardCount, OutwardGrouping } from './outward-analysis.view';

type Analysing = Pick<
  ReferralsContext,
  'community' | 'diseaseLists' | 'identity' | 'manager' | 'reasons' | 'viewer'
>;

export interface AnalysisArguments {
  readonly period: PeriodInput;
  readonly by: readonly OutwardGrouping[];
}

const mostMonths = 24;

/** A slip as far as it is counted; a row of the statement, its list of diagnoses read. */
type Sent = Pick<
  Referral,
  | 'approval'
  | 'diagnoses'
  | 'filingNumber'
  | 'fromInstitutionId'
  | 'reasonCode'
  | 'sensitive'
  | 'toInstitutionId'
  | 'urgency'
> & { readonly month: string };
const columns =
  '`approval`, `diagnoses`, `filingNumber`, `fromInstitutionId`, `reasonCode`, `sensitive`, `toInstitutionId`, `urgency`';

/**
 * What left the community in the whole months a period touches (RF-36, RF-38): of the viewer's
 * institution; for the office of a leading one, of all it leads. It names no patient. One statement a
 * month: what is held at once does not grow with the period.
 */
export async function outwardAnalysis(
  context: Analysing,
  { period, by }: AnalysisArguments,
): Promise<OutwardCount[]> {
  const months = monthsOf(period, mostMonths);
  const ids = await institutionsOf(context);
  const wanted = new Set(by);
  const counts = new Map<string, OutwardCount>();
  for (const month of months) {
    for (const sent of await sentIn(context, ids, month)) {
      const key = keyOf(sent, wanted);
      const count = counts.get(key) ?? emptyCount(context, sent, wanted);
      counts.set(key, add(context, count, sent));
    }
  }
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count);
}

async function sentIn(
  { manager }: Analysing,
  ids: readonly string[],
  month: string,
): Promise<Sent[]> {
  const sql = `SELECT ${columns} FROM \`referral\` WHERE \`fromInstitutionId\` IN (${placeholders(ids)}) AND \`direction\` = 'OUTWARD' AND \`submittedAt\` >= ? AND \`submittedAt\` < ?`;
  const days = [startOfShanghaiMonth(month), startOfShanghaiMonth(laterMonth(month, 1))];
  const rows: (Omit<Sent, 'diagnoses'> & { diagnoses: string })[] = await manager.query(
    sql,
    toParameters(manager, [...ids, ...days]),
  );
  return rows.map((row) => ({ ...row, diagnoses: JSON.parse(row.diagnoses), month }));
}

/** What each grouping tells apart, in the order in which the rows stand. */
const told = {
  [OutwardGrouping.MONTH]: ({ month }: Sent) => month,
  [OutwardGrouping.INSTITUTION]: ({ fromInstitutionId }: Sent) => fromInstitutionId,
  [OutwardGrouping.RECEIVER]: ({ toInstitutionId }: Sent) => toInstitutionId,
  [OutwardGrouping.REASON]: ({ reasonCode }: Sent) => reasonCode,
  [OutwardGrouping.DISEASE]: diseaseOf,
};
const groupings = Object.values(OutwardGrouping);

const keyOf = (sent: Sent, wanted: ReadonlySet<OutwardGrouping>) =>
  JSON.stringify(groupings.map((one) => (wanted.has(one) ? told[one](sent) : null)));

function emptyCount(
  { reasons }: Analysing,
  sent: Sent,
  wanted: ReadonlySet<OutwardGrouping>,
): OutwardCount {
  const tell = (one: OutwardGrouping) => (wanted.has(one) ? told[one](sent) : null);
  const institution = (id: string | null) => (id === null ? null : { id });
  const reasonCode = tell(OutwardGrouping.REASON);
  return Object.assign(new OutwardCount(), {
    month: tell(OutwardGrouping.MONTH),
    ...{ disease: tell(OutwardGrouping.DISEASE), reasonCode },
    reason: reasonCode === null ? null : (reasons.get(reasonCode)?.name ?? null),
    from: institution(tell(OutwardGrouping.INSTITUTION)),
    to: institution(tell(OutwardGrouping.RECEIVER)),
    ...{ referrals: 0, emergencies: 0, approved: 0, refused: 0, filed: 0, treatable: 0 },
  });
}

const refusals: readonly (OutwardApproval | null)[] = [
  OutwardApproval.REFUSED,
  OutwardApproval.REFUSED_AFTERWARDS,
];

function add({ diseaseLists }: Analysing, count: OutwardCount, sent: Sent): OutwardCount {
  const codes = sent.diagnoses.map(({ code }) => code);
  count.referrals += 1;
  count.emergencies += Number(sent.urgency === Urgency.EMERGENCY);
  count.approved += Number(sent.approval === OutwardApproval.APPROVED);
  count.refused += Number(refusals.includes(sent.approval));
  count.filed += Number(sent.filingNumber !== null);
  count.treatable += Number(diseaseLists.warned(ReferralDirection.OUTWARD, codes) !== null);
  return count;
}
