import { PeriodInput } from '@lianyi/shared/graphql/period';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { OutwardApproval } from '../referral/referral.entity';
import { OutwardGrouping } from './outward-analysis.view';

/** What of the register is asked for; everything unset: all of it. */
@ArgsType()
export class OutwardRegisterArgs {
  @Field(() => PeriodInput, { nullable: true, description: 'Days of submission, Asia/Shanghai.' })
  period?: PeriodInput | null;

  @Field(() => ID, { nullable: true, description: 'The sender.' })
  institutionId?: string | null;

  @Field(() => String, { nullable: true })
  reasonCode?: string | null;

  @Field(() => OutwardApproval, { nullable: true })
  approval?: OutwardApproval | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

/** Which numbers of what left the community. */
@ArgsType()
export class OutwardAnalysisArgs {
  @Field(() => PeriodInput, {
    description: 'The whole months it touches, of submission; at most 24.',
  })
  period!: PeriodInput;

  @Field(() => [OutwardGrouping], {
    defaultValue: [OutwardGrouping.MONTH, OutwardGrouping.REASON],
    description: 'What the numbers are told apart by.',
  })
  by!: OutwardGrouping[];
}
