import { toParameters } from '@lianyi/shared/database/select-rows';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { reachedReceiver } from '../referral/referral.access';
import { ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { ReferralSide } from '../referral/worklist-filter';

/** How many slips of a kind are on the desk. */
@ObjectType({ description: 'How many referrals of one side, direction and state there are.' })
export class ReferralCount {
  @Field(() => ReferralSide)
  side!: ReferralSide;

  @Field(() => ReferralDirection)
  direction!: ReferralDirection;

  @Field(() => ReferralStatus)
  status!: ReferralStatus;

  @Field(() => Int)
  count!: number;

  @Field(() => Int, { description: 'Of these, whose next step is overdue.' })
  overdue!: number;
}

const sides = [
  [ReferralSide.SENT, 'fromInstitutionId', ''],
  [
    ReferralSide.RECEIVED,
    'toInstitutionId',
    ` AND \`submittedAt\` IS NOT NULL AND ${reachedReceiver}`,
  ],
] as const;

/**
 * What the viewer's institution sent and received, as far as it is a basis still, counted by state: the
 * worklist in numbers. One statement; of a slip to oneself both sides are counted.
 */
export async function countReferrals({
  basisRule,
  manager,
  now,
  viewer,
}: Pick<ReferralsContext, 'basisRule' | 'manager' | 'now' | 'viewer'>): Promise<ReferralCount[]> {
  const selects = sides.map(
    ([side, column, also]) =>
      `SELECT '${side}' AS \`side\`, \`direction\` AS \`direction\`, \`status\` AS \`status\`, COUNT(*) AS \`count\`, COUNT(CASE WHEN \`dueAt\` <= ? THEN 1 END) AS \`overdue\` FROM \`referral\` WHERE \`${column}\` = ? AND (\`endedAt\` IS NULL OR \`endedAt\` >= ?)${also} GROUP BY \`direction\`, \`status\``,
  );
  const [instant, { institutionId }] = [now(), viewer];
  const asked = [instant, institutionId, basisRule.endedSince(instant)];
  const rows: ReferralCount[] = await manager.query(
    `${selects.join(' UNION ALL ')} ORDER BY \`side\`, \`direction\`, \`status\``,
    toParameters(manager, [...asked, ...asked]),
  );
  // MariaDB counts in texts.
  return rows.map((row) =>
    Object.assign(new ReferralCount(), {
      ...row,
      ...{ count: Number(row.count), overdue: Number(row.overdue) },
    }),
  );
}
