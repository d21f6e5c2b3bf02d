import { CodingInput } from '@lianyi/shared/graphql/coding';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ReferralDirection, Urgency } from '../referral/referral.entity';
import { ReferralForm } from '../referral/referral-form';

@InputType()
export class CarePlanMedicationInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  dosage!: string;

  @Field(() => Int)
  days!: number;
}

@InputType()
export class CarePlanInput {
  @Field(() => String)
  text!: string;

  @Field(() => CalendarDay, { nullable: true })
  followUpBy?: string | null;

  @Field(() => [CarePlanMedicationInput], { nullable: true })
  medications?: CarePlanMedicationInput[] | null;
}

@InputType()
export class ReferralInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => ReferralDirection)
  direction!: ReferralDirection;

  @Field(() => Urgency)
  urgency!: Urgency;

  @Field(() => ID)
  toInstitutionId!: string;

  @Field(() => String, { nullable: true })
  department?: string | null;

  @Field(() => String)
  reasonCode!: string;

  @Field(() => String, { nullable: true })
  reasonText?: string | null;

  @Field(() => [CodingInput])
  diagnoses!: CodingInput[];

  @Field(() => String)
  summary!: string;

  @Field(() => [ID], { nullable: true })
  reportIds?: string[] | null;

  @Field(() => ID, { nullable: true })
  parentId?: string | null;

  @Field(() => CarePlanInput, { nullable: true })
  carePlan?: CarePlanInput | null;

  @Field(() => ReferralForm, { nullable: true })
  form?: ReferralForm | null;

  @Field(() => String, { description: 'Same key, same referral.' })
  idempotencyKey!: string;
}
