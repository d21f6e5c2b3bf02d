import { connectionOf } from '@lianyi/shared/graphql/page';
import { PeriodInput } from '@lianyi/shared/graphql/period';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { RecognitionOffer } from '../order-check/recognition-offer.entity';
import type { RepeatReason } from '../recognition-decision/read-repeat-reasons';
import {
  type RecognitionChoice,
  RecognitionChoiceEnum,
  RecognitionDecision,
  RepeatReasonEnum,
} from '../recognition-decision/recognition-decision.entity';
import { ResultItem } from '../result-item/result-item.entity';
import { findDecisions, findUndecidedOffers } from './drill-down.service';
import { overseers } from './oversight.access';
import { RecognitionFilterInput } from './statistics.inputs';
import { recognitionStatistics } from './statistics.service';
import { type Grouping, GroupingEnum, RecognitionStatistics } from './statistics.view';

@ObjectType()
export class RecognitionDecisionConnection extends connectionOf(RecognitionDecision) {}

@ObjectType()
export class UndecidedOfferConnection extends connectionOf(RecognitionOffer) {}

@Resolver(() => RecognitionOffer)
export class RecognitionStatisticsResolver {
  @Authorized(...overseers)
  @Query(() => [RecognitionStatistics], {
    nullable: true,
    description:
      'Of the viewer’s institution, at the leading one of all it leads: one row, or one for each institution, or told apart by what `by` names.',
  })
  recognitionStatistics(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('byInstitution', () => Boolean, { nullable: true }) byInstitution: boolean | undefined,
    @Arg('by', () => [GroupingEnum], { nullable: true }) by: Grouping[] | undefined,
    @Arg('filter', () => RecognitionFilterInput, { nullable: true })
    filter: RecognitionFilterInput | undefined,
    @Ctx() context: ResultsContext,
  ) {
    const wanted: Grouping[] = [...(byInstitution ? ['INSTITUTION' as const] : []), ...(by ?? [])];
    return recognitionStatistics(context, period, wanted, filter ?? {});
  }

  @Authorized(...overseers)
  @Query(() => RecognitionDecisionConnection, {
    nullable: true,
    description:
      'The decisions behind a number, newest day first, without patient and note; none about sensitive items.',
  })
  recognitionDecisions(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('filter', () => RecognitionFilterInput, { nullable: true })
    filter: RecognitionFilterInput | undefined,
    @Arg('choice', () => RecognitionChoiceEnum, { nullable: true })
    choice: RecognitionChoice | undefined,
    @Arg('reason', () => RepeatReasonEnum, { nullable: true }) reason: RepeatReason | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    const chosen = { choice: choice ?? null, reason: reason ?? null };
    const page = { first: first ?? null, after: after ?? null };
    return findDecisions(context, period, filter ?? {}, chosen, page);
  }

  @Authorized(...overseers)
  @Query(() => UndecidedOfferConnection, {
    nullable: true,
    description:
      'Recognisable results that were shown before an order and not decided on, newest day first; none of sensitive items.',
  })
  undecidedOffers(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('filter', () => RecognitionFilterInput, { nullable: true })
    filter: RecognitionFilterInput | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    const page = { first: first ?? null, after: after ?? null };
    return findUndecidedOffers(context, period, filter ?? {}, page);
  }

  @FieldResolver(() => ResultItem)
  item(
    @Root() { itemCode }: RecognitionOffer,
    @Ctx() { orderables, items, instant }: ResultsContext,
  ): ResultItem {
    return orderables(itemCode, instant) ?? items.laboratory(itemCode, false, null, instant);
  }
}
