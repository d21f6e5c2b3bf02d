import { connectionOf } from '@lianyi/shared/graphql/page';
import { PeriodInput } from '@lianyi/shared/graphql/period';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { yuan } from '../drug-use/essential-use.service';
import { findPurchaseOrders } from './find-orders.service';
import { placePurchaseOrders } from './place-orders.service';
import { DeliveryInput, PurchaseFilter } from './purchase.inputs';
import { purchaseBalance } from './purchase-balance.service';
import { PurchaseBalance } from './purchase-balance.view';
import { PurchaseOrder, PurchaseOrderEvent, PurchaseOrderLine } from './purchase-order.entity';
import { cancelPurchase, payPurchase, receivePurchase } from './settle-order.service';

@ObjectType()
export class PurchaseOrderConnection extends connectionOf(PurchaseOrder) {}

/** One purchase, one delivery, one payment for the community, by its leading institution. */
@Resolver(() => PurchaseOrder)
export class PurchaseResolver {
  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => PurchaseOrderConnection, {
    nullable: true,
    description: 'Of the leading institution. Longest overdue first; paid and cancelled ones last.',
  })
  purchaseOrders(
    @Args(() => PurchaseFilter) filter: PurchaseFilter,
    @Ctx() context: PharmacyContext,
  ) {
    return findPurchaseOrders(context, filter);
  }

  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => [PurchaseBalance], {
    nullable: true,
    description: 'By supplier; of the leading institution.',
  })
  purchaseBalance(
    @Arg('period', () => PeriodInput, {
      description: 'In which it was paid: the whole months it touches; at most 24.',
    })
    period: PeriodInput,
    @Ctx() context: PharmacyContext,
  ) {
    return purchaseBalance(context, period);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => [PurchaseOrder], {
    description:
      'One order to each supplier: shortages that are PURCHASING there and own drugs below their minimum, each once. Same key, same orders.',
  })
  placePurchaseOrders(
    @Arg('idempotencyKey', () => String) idempotencyKey: string,
    @Ctx() context: PharmacyContext,
  ) {
    return placePurchaseOrders(context, idempotencyKey);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => PurchaseOrder, { description: 'What a supplier delivered, also in parts.' })
  receivePurchaseOrder(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => DeliveryInput) input: DeliveryInput,
    @Ctx() context: PharmacyContext,
  ) {
    return receivePurchase(context, id, input);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => PurchaseOrder, { description: 'What has not come is not to come any more.' })
  cancelPurchaseOrder(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PharmacyContext,
  ) {
    return cancelPurchase(context, id, reason);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => PurchaseOrder, { description: 'What was delivered is paid, once.' })
  payPurchaseOrder(
    @Arg('id', () => ID) id: string,
    @Arg('reference', () => String) reference: string,
    @Ctx() context: PharmacyContext,
  ) {
    return payPurchase(context, id, reference);
  }

  @FieldResolver(() => Boolean, { description: 'Not delivered, or not paid, although it is due.' })
  overdue(@Root() { dueAt, endedAt }: PurchaseOrder, @Ctx() { now }: PharmacyContext) {
    return endedAt === null && dueAt < now();
  }

  @FieldResolver(() => [PurchaseOrderLine], { description: 'By the drug’s code.' })
  lines(@Root() { id }: PurchaseOrder, @Ctx() { purchases }: PharmacyContext) {
    return purchases.lines.load(id);
  }

  @FieldResolver(() => [PurchaseOrderEvent], { description: 'Every step, in order.' })
  events(@Root() { id }: PurchaseOrder, @Ctx() { purchases }: PharmacyContext) {
    return purchases.events.load(id);
  }

  @FieldResolver(() => Float, { description: 'In yuan, of what was ordered.' })
  async orderedAmount(@Root() { id }: PurchaseOrder, @Ctx() { purchases }: PharmacyContext) {
    const lines = await purchases.lines.load(id);
    return yuan(lines.reduce((sum, { price, quantity }) => sum + quantity * (price ?? 0), 0));
  }

  @FieldResolver(() => Float, { description: 'In yuan, of what came: what is to be paid.' })
  async deliveredAmount(@Root() { id }: PurchaseOrder, @Ctx() { purchases }: PharmacyContext) {
    const lines = await purchases.lines.load(id);
    return yuan(lines.reduce((sum, { delivered, price }) => sum + delivered * (price ?? 0), 0));
  }
}
