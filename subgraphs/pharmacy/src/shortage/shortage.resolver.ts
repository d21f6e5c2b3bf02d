import { connectionOf } from '@lianyi/shared/graphql/page';
import { PeriodInput } from '@lianyi/shared/graphql/period';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { StockItem } from '../stock/stock.entity';
import { findShortages } from './find-shortages.service';
import { Shortage } from './shortage.entity';
import { ShortageFilter } from './shortage.inputs';
import { ShortageEvent } from './shortage-event.entity';
import { shortageFulfilment } from './shortage-fulfilment.service';
import { ShortageFulfilment } from './shortage-fulfilment.view';
import { steppers } from './shortage-steps';

@ObjectType()
export class ShortageConnection extends connectionOf(Shortage) {}

@Resolver(() => Shortage)
export class ShortageResolver {
  @Authorized(...steppers)
  @Query(() => ShortageConnection, {
    nullable: true,
    description:
      'Of the viewer’s institution, of those it supplies and those it is to provide for; for the community office of the leading institution, of all members. Longest overdue first; what has ended last.',
  })
  shortages(@Args(() => ShortageFilter) filter: ShortageFilter, @Ctx() context: PharmacyContext) {
    return findShortages(context, filter);
  }

  @Authorized(...steppers)
  @Query(() => [ShortageFulfilment], {
    nullable: true,
    description: 'By institution and month of registration: the same institutions as `shortages`.',
  })
  shortageFulfilment(
    @Arg('period', () => PeriodInput, { description: 'The whole months it touches; at most 24.' })
    period: PeriodInput,
    @Ctx() context: PharmacyContext,
  ) {
    return shortageFulfilment(context, period);
  }

  @FieldResolver(() => Drug, { nullable: true })
  drug(@Root() { drugCode }: Shortage, @Ctx() context: PharmacyContext) {
    return drugCode === null ? null : existingDrug(context, drugCode);
  }

  @FieldResolver(() => Drug, { nullable: true, description: 'That took its place.' })
  substitute(@Root() { substituteCode }: Shortage, @Ctx() context: PharmacyContext) {
    return substituteCode === null ? null : existingDrug(context, substituteCode);
  }

  @FieldResolver(() => Boolean, { description: 'Open although its due time is over.' })
  overdue(@Root() { dueAt, endedAt }: Shortage, @Ctx() { now }: PharmacyContext) {
    return endedAt === null && dueAt < now();
  }

  @FieldResolver(() => [StockItem], {
    description:
      'Members with more of it than they need, nearest first; none once it is on its way.',
  })
  suggestedSources(@Root() shortage: Shortage, @Ctx() { shortages }: PharmacyContext) {
    return shortages.sources.load(shortage);
  }

  @FieldResolver(() => [ShortageEvent], { description: 'Every step, in order.' })
  events(@Root() { id }: Shortage, @Ctx() { shortages }: PharmacyContext) {
    return shortages.events.load(id);
  }
}
