import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What a referred patient is given first.' })
export class ReferralPriority {
  @Field(() => String, { description: 'VISIT, EXAMINATION, ADMISSION, or the county’s own.' })
  code!: string;

  @Field(() => String, { description: 'In Chinese, such as 优先就诊.' })
  name!: string;
}

@ObjectType({ description: 'What a referral within the community brings its patient.' })
export class ReferralContinuity {
  @Field(() => [ReferralPriority], {
    description: 'What the receiver gives her first (三优先), while the referral lives.',
  })
  priorities!: ReferralPriority[];

  @Field(() => Boolean, {
    description:
      'Whether she is treated on within the clinical pathway of a referral before: the same disease is no new admission, and its deductible (起付线) is paid once.',
  })
  oneDeductible!: boolean;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'The last day of that pathway, from the first day of the referral before.',
  })
  pathwayEndsOn!: string | null;
}
