import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
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

  @Directive(REFERENCE)
  @FieldResolver(() => [Practitioner])
  async members(@Root() { id }: FamilyDoctorTeam, @Ctx() context: PersonnelContext) {
    const ids = await context.teams.memberIds.load(id);
    return Promise.all(ids.map((memberId) => existingPractitioner(context, memberId)));
  }
}
