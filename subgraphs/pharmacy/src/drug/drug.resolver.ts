import { connectionOf } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Arg, Authorized, Ctx, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from './drug.entity';
import { findDrugs } from './drug.loader';

@ObjectType()
export class DrugConnection extends connectionOf(Drug) {}

@Resolver(() => Drug)
export class DrugResolver {
  @Authorized()
  @Query(() => Drug, { nullable: true })
  drug(@Arg('code', () => ID) code: string, @Ctx() { drugs }: PharmacyContext) {
    return drugs.get(code);
  }

  @Authorized()
  @Query(() => DrugConnection, {
    nullable: true,
    description:
      'Drugs of today’s catalogue whose name contains the text, or whose pinyin initials or code begin with it, by code.',
  })
  drugs(
    @Arg('search', () => String, { nullable: true }) search: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { manager, now }: PharmacyContext,
  ) {
    return findDrugs(manager, shanghaiDay(now()), { search, first, after });
  }
}
