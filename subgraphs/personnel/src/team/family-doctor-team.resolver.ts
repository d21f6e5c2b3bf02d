import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { FamilyDoctorTeam } from './family-doctor-team.entity';

@Resolver(() => FamilyDoctorTeam)
export class FamilyDoctorTeamResolver {
  @FieldResolver(() => Institution)
  institution(@Root() team: FamilyDoctorTeam, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, team.institutionId);
  }

  @FieldResolver(() => Practitioner)
  leader(@Root() team: FamilyDoctorTeam, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, team.leaderId);
  }

  @FieldResolver(() => [Practitioner])
  async members(@Root() { id }: FamilyDoctorTeam, @Ctx() context: PersonnelContext) {
    const ids = await context.teams.memberIds.load(id);
    return Promise.all(ids.map((memberId) => existingPractitioner(context, memberId)));
  }
}
