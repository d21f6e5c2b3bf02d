import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders } from '@lianyi/shared/database/select-rows';
import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { institutionsOf } from '../desk/institutions-of';
import { Institution } from '../stubs/institution.stub';
import { CapacityKind } from './capacity.entity';

/** What an institution offered of a kind in a month, and what became of it. */
@ObjectType({
  description: 'Share and use of what is kept for referrals, by institution and month.',
})
export class ReserveUse {
  institutionId!: string;

  @Field(() => CapacityKind)
  kind!: CapacityKind;

  @Field(() => String, { description: 'Such as 2026-06; the units that begin in it.' })
  month!: string;

  @Field(() => Int)
  total!: number;

  @Field(() => Int)
  reserved!: number;

  @Field(() => Int)
  bookedByReferral!: number;

  @Field(() => Int)
  bookedOtherwise!: number;

  @Field(() => Int, { description: 'Of those booked by referral, whose patients came.' })
  used!: number;

  @Field(() => Int, { description: 'Of those booked by referral, whose patients did not.' })
  noShow!: number;

  @Field(() => Float, { description: 'Reserved of all.' })
  share!: number;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

const mostMonths = 24;

/** Numbers as the engines yield them: sums are texts in one of them. */
type Counted = Readonly<Record<'institutionId' | 'kind' | 'month' | 'status', string>> &
  Readonly<Record<string, string | number>>;

/**
 * Counts alone, of no patient: of the viewer's institution; for the office of a leading one, of all it
 * leads. Whole months, those in which the period begins and ends among them. Two statements.
 */
export async function reserveUse(
  context: Pick<ReferralsContext, 'community' | 'identity' | 'manager' | 'viewer'>,
  period: PeriodInput,
): Promise<ReserveUse[]> {
  const months = monthsOf(period, mostMonths);
  const [from, to] = [months[0], months.at(-1) ?? months[0]];
  const ids = await institutionsOf(context);
  const where = `c.\`institutionId\` IN (${placeholders(ids)}) AND c.\`month\` BETWEEN ? AND ?`;
  const of = 'c.`institutionId` AS `institutionId`, c.`kind` AS `kind`, c.`month` AS `month`';
  const sums = ['total', 'reserved', 'bookedByReferral', 'bookedOtherwise'].map(
    (column) => `SUM(c.\`${column}\`) AS \`${column}\``,
  );
  const by = 'GROUP BY c.`institutionId`, c.`kind`, c.`month`';
  const ask = (sql: string): Promise<Counted[]> => context.manager.query(sql, [...ids, from, to]);
  const offered = await ask(
    `SELECT ${of}, ${sums.join(', ')} FROM \`capacity\` c WHERE ${where} ${by} ORDER BY c.\`institutionId\`, c.\`month\`, c.\`kind\``,
  );
  const ended = await ask(
    `SELECT ${of}, b.\`status\` AS \`status\`, COUNT(*) AS \`count\` FROM \`capacity\` c JOIN \`booking\` b ON b.\`capacityId\` = c.\`id\` WHERE ${where} AND b.\`claim\` <> 'OTHER' ${by}, b.\`status\``,
  );
  const endedOf = groupBy(ended, keyOf);
  return offered.map((row) => toUse(row, endedOf.get(keyOf(row)) ?? []));
}

const keyOf = ({ institutionId, kind, month }: Counted) => `${institutionId} ${kind} ${month}`;

function toUse(row: Counted, ended: readonly Counted[]): ReserveUse {
  const endedAs = (status: string) =>
    Number(ended.find((one) => one.status === status)?.count ?? 0);
  const [total, reserved] = [Number(row.total), Number(row.reserved)];
  return Object.assign(new ReserveUse(), {
    institutionId: row.institutionId,
    ...{ kind: row.kind, month: row.month, total, reserved },
    bookedByReferral: Number(row.bookedByReferral),
    bookedOtherwise: Number(row.bookedOtherwise),
    ...{ used: endedAs('USED'), noShow: endedAs('NO_SHOW'), share: reserved / total },
  });
}
