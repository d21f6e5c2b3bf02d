import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { teamAssistance } from './assistance.service';
import { TeamAssistance } from './assistance.view';

@Resolver(() => TeamAssistance)
export class TeamAssistanceResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [TeamAssistance], {
    nullable: true,
    description:
      'Teams at the viewer’s institution; of a leading one, at every member. Today where no day is named.',
  })
  teamAssistance(
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return teamAssistance(context, on);
  }

  @FieldResolver(() => Institution, { description: 'Which is assisted.' })
  institution(@Root() { institutionId }: TeamAssistance, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }

  @FieldResolver(() => Institution, { description: 'Which sends the experts.' })
  from(@Root() { fromInstitutionId }: TeamAssistance, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, fromInstitutionId);
  }
}
