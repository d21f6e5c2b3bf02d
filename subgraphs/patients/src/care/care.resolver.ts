import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
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
import { requireOwnTeam } from '../contract/admit-family-doctor.service';
import { findCare } from './find-care';
import { findTeamResidents } from './find-team-residents';

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

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ID], {
    description: 'Who is under a contract in force with a team of the viewer’s institution.',
  })
  async teamResidents(@Arg('teamId', () => ID) teamId: string, @Ctx() context: PatientsContext) {
    await requireOwnTeam(context, teamId);
    const { manager, now, viewer } = context;
    const today = shanghaiDay(now());
    return findTeamResidents(manager, { institutionId: viewer.institutionId, teamId, today });
  }
}
