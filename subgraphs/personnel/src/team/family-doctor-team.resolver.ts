import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { FamilyDoctorTeam } from './family-doctor-team.entity';
import { emptySeats, joinTeam, leaveTeam } from './team-members.service';
import { TeamSeat } from './team-rules';

@Resolver(() => FamilyDoctorTeam)
export class FamilyDoctorTeamResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => ID, {
    nullable: true,
    description: 'For other parts: whose team it is; null where there is none.',
  })
  async teamInstitution(
    @Arg('teamId', () => ID) teamId: string,
    @Ctx() { teams }: PersonnelContext,
  ): Promise<string | null> {
    return (await teams.byId.load(teamId))?.institutionId ?? null;
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Institution)
  institution(@Root() team: FamilyDoctorTeam, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, team.institutionId);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Practitioner)
  leader(@Root() team: FamilyDoctorTeam, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, team.leaderId);
  }

  @FieldResolver(() => [Practitioner], { description: 'On a day; today where none is named.' })
  async members(
    @Root() { id }: FamilyDoctorTeam,
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    const ids = await membersOn(context, id, on);
    return Promise.all(ids.map((memberId) => existingPractitioner(context, memberId)));
  }

  @FieldResolver(() => [TeamSeat], {
    description: 'Seats the county asks for that nobody fills on a day, today where none is named.',
  })
  async emptySeats(
    @Root() { id }: FamilyDoctorTeam,
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return emptySeats(context, await membersOn(context, id, on));
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => FamilyDoctorTeam, {
    description:
      'Takes a person into a team of the viewer’s institution (lead institution: of the consortium). Told again it changes nothing.',
  })
  joinTeam(
    @Arg('teamId', () => ID) teamId: string,
    @Arg('practitionerId', () => ID) practitionerId: string,
    @Arg('start', () => CalendarDay) start: string,
    @Ctx() context: PersonnelContext,
  ) {
    return joinTeam(context, { teamId, practitionerId }, start);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => FamilyDoctorTeam, { description: 'Ends a membership with its last day.' })
  leaveTeam(
    @Arg('teamId', () => ID) teamId: string,
    @Arg('practitionerId', () => ID) practitionerId: string,
    @Arg('lastDay', () => CalendarDay) lastDay: string,
    @Ctx() context: PersonnelContext,
  ) {
    return leaveTeam(context, { teamId, practitionerId }, lastDay);
  }
}

const membersOn = ({ teams, now }: PersonnelContext, teamId: string, on?: string | null) =>
  teams.memberIds(teamId, { day: on ?? shanghaiDay(now()) });
