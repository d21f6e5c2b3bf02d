import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';

export enum IdentifierSystem {
  RESIDENT_ID = 'RESIDENT_ID',
  PASSPORT = 'PASSPORT',
  RESIDENCE_PERMIT = 'RESIDENCE_PERMIT',
  INSURANCE_NUMBER = 'INSURANCE_NUMBER',
  HEALTH_CARD = 'HEALTH_CARD',
  MEDICAL_RECORD_NUMBER = 'MEDICAL_RECORD_NUMBER',
}
registerEnumType(IdentifierSystem, { name: 'IdentifierSystem' });

export enum Gender {
  UNKNOWN = 'UNKNOWN',
  MALE = 'MALE',
  FEMALE = 'FEMALE',
  NOT_STATED = 'NOT_STATED',
}
registerEnumType(Gender, { name: 'Gender', description: 'GB/T 2261.1: 0, 1, 2, 9.' });

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
