import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  ID,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { askedPatients } from '../access/asked-patients';
import type { PatientsContext } from '../context';
import { findCare } from './find-care';

/** A question names at most as many patients as a full page shows. */
const mostPatients = 100;

@ObjectType({ description: 'Who takes part in a patient’s care, as parts ask one another.' })
@Directive('@inaccessible')
export class PatientCare {
  @Field(() => ID)
  patientId!: string;

  @Field(() => CalendarDay, { nullable: true })
  birthDate!: string | null;

  @Field(() => [ID], { description: 'Where she is treated now; else where she was last.' })
  treatedAt!: string[];

  @Field(() => ID, { nullable: true, description: 'The family doctor’s institution.' })
  contractedWith!: string | null;
}

@Resolver(() => PatientCare)
export class PatientCareResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [PatientCare])
  patientCare(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Ctx() { manager, now, policy }: PatientsContext,
  ) {
    const asked = askedPatients(patientIds, mostPatients);
    const { encounterDays } = policy;
    return findCare(manager, { patientIds: asked, now: now(), encounterDays });
  }
}
