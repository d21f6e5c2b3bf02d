import { PeriodInput } from '@lianyi/shared/graphql/period';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { guidanceCompliance, guidanceDue } from './guidance.service';
import { GuidanceCompliance, GuidanceDue } from './guidance.view';

@Resolver(() => GuidanceCompliance)
export class GuidanceComplianceResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [GuidanceCompliance], {
    nullable: true,
    description:
      'Guidance owed and given: to the viewer’s institution and those under it; of a leading one, to the consortium. At most 24 months.',
  })
  guidanceCompliance(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return guidanceCompliance(context, period, institutionId);
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: GuidanceCompliance, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }
}

@Resolver(() => GuidanceDue)
export class GuidanceDueResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [GuidanceDue], {
    nullable: true,
    description:
      'What the same institutions still wait for in the week, month, half-year and year of a day (today), next due first.',
  })
  guidanceDue(
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Arg('by', () => CalendarDay, {
      nullable: true,
      description: 'Only what has to be there by then, such as the end of the month.',
    })
    by: string | null | undefined,
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return guidanceDue(context, { on, by, institutionId });
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: GuidanceDue, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }
}
