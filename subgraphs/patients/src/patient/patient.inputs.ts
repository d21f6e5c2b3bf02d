import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { IdentifierSystem } from '../identifier/identifier.entity';
import { Gender } from './patient.entity';

@InputType()
export class IdentifierInput {
  @Field(() => IdentifierSystem)
  system!: IdentifierSystem;

  @Field(() => String)
  value!: string;
}

@InputType()
export class DemographicsInput {
  @Field(() => String)
  name!: string;

  @Field(() => Gender)
  gender!: Gender;

  @Field(() => CalendarDay, { nullable: true })
  birthDate?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => String, { nullable: true })
  address?: string | null;
}

@InputType({ description: 'Who the sender says the patient is; matched on the way in.' })
export class PatientRefInput {
  @Field(() => ID, { nullable: true })
  patientId?: string | null;

  @Field(() => [IdentifierInput], { nullable: true })
  identifiers?: IdentifierInput[] | null;

  @Field(() => DemographicsInput, { nullable: true })
  demographics?: DemographicsInput | null;
}
