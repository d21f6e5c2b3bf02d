import { Field, Float, InputType, ObjectType } from 'type-graphql';

/** What the sender measured herself: no laboratory reports it. */
@ObjectType('VitalSign', { description: 'A vital sign, as it was measured for the referral.' })
@InputType('VitalSignInput')
export class VitalSign {
  @Field(() => String, { description: 'LOINC, such as 8480-6 for systolic blood pressure.' })
  code!: string;

  @Field(() => Float)
  value!: number;

  @Field(() => String, { description: 'UCUM, such as mm[Hg]: that of the guideline.' })
  unit!: string;
}
