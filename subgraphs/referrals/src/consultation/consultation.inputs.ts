import { CodingInput } from '@lianyi/shared/graphql/coding';
import { Field, ID, InputType } from 'type-graphql';
import { Urgency } from '../referral/referral.entity';

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
