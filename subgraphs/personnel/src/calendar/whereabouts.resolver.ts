import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { missingSessions, whereabouts } from './whereabouts.service';
import { MissingSession, Whereabouts } from './whereabouts.view';

@Resolver(() => Whereabouts)
export class WhereaboutsResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE', 'CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => [Whereabouts], {
    nullable: true,
    description:
      'Who is where in the week of a day (this week): at the viewer’s institution, those it leads, and those under them; of one named, there and under it.',
  })
  whereabouts(
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null | undefined,
    @Arg('week', () => CalendarDay, { nullable: true, description: 'Any day of it.' })
    week: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return whereabouts(context, institutionId, week);
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: Whereabouts, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }
}

@Resolver(() => MissingSession)
export class MissingSessionResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [MissingSession], {
    nullable: true,
    description:
      'What `data/calendar.json` of the personnel part asks for in the month of a day (this month) and is not planned. A week counts in the month of its Monday.',
  })
  missingSessions(
    @Arg('month', () => CalendarDay, { nullable: true, description: 'Any day of it.' })
    month: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return missingSessions(context, month);
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: MissingSession, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }
}
