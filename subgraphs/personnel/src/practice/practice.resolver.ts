import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { PracticeRights } from './practice.view';
import { practiceRights } from './practice-rights.service';

@Resolver(() => PracticeRights)
export class PracticeResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [PracticeRights], { description: 'In the order of the ids; at most 100.' })
  mayPractice(
    @Arg('practitionerIds', () => [ID]) practitionerIds: string[],
    @Arg('institutionId', () => ID) institutionId: string,
    @Arg('on', () => CalendarDay) on: string,
    @Ctx() context: PersonnelContext,
  ) {
    return practiceRights(context, { practitionerIds, institutionId, on });
  }
}
