import { connectionOf } from '@lianyi/shared/graphql/page';
import { Arg, Authorized, Ctx, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { ItemCategory } from '../catalogue/item';
import type { ResultsContext } from '../context';
import { ItemCategoryEnum, ResultItem } from './result-item.entity';

@ObjectType()
export class ResultItemConnection extends connectionOf(ResultItem) {}

@Resolver(() => ResultItem)
export class ResultItemResolver {
  @Authorized()
  @Query(() => ResultItemConnection, {
    nullable: true,
    description: 'Items of the catalogue whose code or name contains the text, by code.',
  })
  resultItems(
    @Arg('search', () => String, { nullable: true }) search: string | undefined,
    @Arg('category', () => ItemCategoryEnum, { nullable: true }) category: ItemCategory | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { items, instant }: ResultsContext,
  ) {
    return items.search({ search, category, first, after }, instant);
  }
}
