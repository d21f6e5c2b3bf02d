import { connectionOf } from '@lianyi/shared/graphql/page';
import { PeriodInput } from '@lianyi/shared/graphql/period';
import { Arg, Authorized, Ctx, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { ResultsContext } from '../context';
import { findUndecidedRepeats } from './undecided-repeat.service';
import { UndecidedRepeat } from './undecided-repeat.view';

@ObjectType()
export class UndecidedRepeatConnection extends connectionOf(UndecidedRepeat) {}

@Resolver()
export class UndecidedRepeatResolver {
  @Authorized('QUALITY_MANAGER')
  @Query(() => UndecidedRepeatConnection, {
    nullable: true,
    description:
      'Reports on items of which a recognisable result of another institution was there and nothing was decided, newest first; of the viewer’s institution, at the leading one of all it leads. None of sensitive items. A page may hold fewer rows than asked for.',
  })
  undecidedRepeats(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined,
    @Arg('includeOwn', () => Boolean, {
      nullable: true,
      description: 'Also repeats of what the institution itself had made before.',
    })
    includeOwn: boolean | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return findUndecidedRepeats(context, {
      period,
      ...{ institutionId: institutionId ?? null, includeOwn: includeOwn ?? false },
      ...{ first: first ?? null, after: after ?? null },
    });
  }
}
