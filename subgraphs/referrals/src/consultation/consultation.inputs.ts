import { CodingInput } from '@lianyi/shared/graphql/coding';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { Urgency } from '../referral/referral.entity';
import { ReferralSide } from '../referral/worklist-filter';
import { ConsultationStatus } from './consultation.entity';

@InputType({
  description: 'Who is asked; one institution once, or each of several departments of it.',
})
export class InvitedInput {
  @Field(() => ID)
  institutionId!: string;

  @Field(() => String, { nullable: true })
  department?: string | null;
}

@InputType()
export class ConsultationInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => ID, { nullable: true, description: 'Of the same patient.' })
  referralId?: string | null;

  @Field(() => [InvitedInput], { description: 'One, or several for a multi-disciplinary one.' })
  invited!: InvitedInput[];

  @Field(() => Urgency)
  urgency!: Urgency;

  @Field(() => String)
  question!: string;

  @Field(() => [CodingInput])
  diagnoses!: CodingInput[];

  @Field(() => [ID], { nullable: true, description: 'Reports of the same patient.' })
  reportIds?: string[] | null;

  @Field(() => ID, { description: 'Of the county’s price list, for one or for several.' })
  feeItemCode!: string;

  @Field(() => String, { description: 'Same key, same consultation.' })
  idempotencyKey!: string;
}

@ArgsType()
export class ConsultationFilter {
  @Field(() => ReferralSide)
  side!: ReferralSide;

  @Field(() => ConsultationStatus, { nullable: true })
  status?: ConsultationStatus | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those with an answer that is late.' })
  overdue?: boolean | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}
