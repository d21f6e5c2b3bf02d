import { checkText } from '@lianyi/shared/errors/check-text';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { takeInBatch } from '../stock/carry-batch';
import { keyOf } from '../stock/moving';
import { checkExpiry } from '../stock/receive-stock.service';
import { isNewRequest } from '../stock/stock-request';
import { holdOrder, requirePurchaser, settleOrder } from './hold-order';
import { MoreThanOrdered } from './purchase.errors';
import { checkDelivery, type DeliveredLineInput, type DeliveryInput } from './purchase.inputs';
import { type PurchaseOrder, PurchaseOrderLine, PurchaseStatus } from './purchase-order.entity';
import { heldOrder, isComplete, releaseNeeds } from './release-needs';

const { CANCELLED, DELIVERED, ORDERED, PAID, PARTLY_DELIVERED } = PurchaseStatus;
const open = [ORDERED, PARTLY_DELIVERED];

/**
 * Puts what a supplier delivered on the shelf, also in parts; with the last of it the order is to be
 * paid. The same key is one delivery. Refuses with INVALID_INPUT naming the field, with CONFLICT where
 * more came than is still to come, or the order is not open.
 */
export async function receivePurchase(
  context: PharmacyContext,
  id: string,
  input: DeliveryInput,
): Promise<PurchaseOrder> {
  const { database, newId, now, purchasingRules, stockRules, viewer } = context;
  checkDelivery(input, stockRules);
  await requirePurchaser(context);
  for (const { expiresOn } of input.lines) checkExpiry(context, expiresOn);
  const at = now();
  const { institutionId } = viewer;
  const request = { institutionId, idempotencyKey: input.idempotencyKey.trim(), id: newId(), at };
  const digest = contentDigest(['delivery', id, ...input.lines.map(contentOf)]);
  return database.transaction(async (manager) => {
    if (!(await isNewRequest(manager, { ...request, digest })))
      return heldOrder(manager, institutionId, id);
    const holding = { id, field: 'receivePurchaseOrder', from: open };
    const order = await holdOrder(manager, viewer, holding);
    for (const line of input.lines) await takeInLine(manager, context, order, line, at);
    const complete = await isComplete(manager, id);
    if (complete) await releaseNeeds(manager, id);
    const change = complete
      ? { status: DELIVERED, deliveredAt: at, dueAt: purchasingRules.payBy(at) }
      : { status: PARTLY_DELIVERED };
    return settleOrder(manager, viewer, order, { change, note: null, at });
  });
}

const contentOf = ({ batch, drugCode, expiresOn, quantity }: DeliveredLineInput) => [
  ...[drugCode, batch.trim(), expiresOn, quantity],
];

async function takeInLine(
  manager: EntityManager,
  { stockRules, viewer }: PharmacyContext,
  order: PurchaseOrder,
  line: DeliveredLineInput,
  at: Date,
) {
  const { drugCode, expiresOn, quantity } = line;
  const { affected } = await manager
    .createQueryBuilder()
    .update(PurchaseOrderLine)
    .set({ delivered: () => '`delivered` + :came' })
    .where('orderId = :orderId AND drugCode = :drugCode AND `delivered` + :came <= `quantity`')
    .setParameters({ orderId: order.id, drugCode, came: quantity })
    .execute();
  if (affected !== 1) {
    const stored = await manager.findOneBy(PurchaseOrderLine, { orderId: order.id, drugCode });
    throw new MoreThanOrdered(drugCode, stored ? stored.quantity - stored.delivered : 0);
  }
  const said = { at, by: viewer.name, reason: order.number };
  const arrival = { key: keyOf(order.institutionId, line), from: null, expiresOn, quantity };
  await takeInBatch(manager, arrival, said, stockRules.mostUnits);
}

/**
 * What has not come is not to come any more: nothing of it, or the rest. What it was for may be ordered
 * again. Refuses with CONFLICT where the order is not open.
 */
export async function cancelPurchase(
  context: PharmacyContext,
  id: string,
  reason: string,
): Promise<PurchaseOrder> {
  const { database, now, purchasingRules, viewer } = context;
  checkText('reason', reason, { characters: 500 });
  await requirePurchaser(context);
  const at = now();
  return database.transaction(async (manager) => {
    const holding = { id, field: 'cancelPurchaseOrder', from: open };
    const order = await holdOrder(manager, viewer, holding);
    await releaseNeeds(manager, id);
    const change =
      order.status === ORDERED
        ? { status: CANCELLED, endedAt: at }
        : { status: DELIVERED, deliveredAt: at, dueAt: purchasingRules.payBy(at) };
    return settleOrder(manager, viewer, order, { change, note: reason.trim(), at });
  });
}

/** What was delivered is paid, once (药款支付). Refuses with CONFLICT where it is not, or was paid. */
export async function payPurchase(
  context: PharmacyContext,
  id: string,
  reference: string,
): Promise<PurchaseOrder> {
  const { database, now, viewer } = context;
  checkText('reference', reference, { characters: 60 });
  await requirePurchaser(context);
  const at = now();
  return database.transaction(async (manager) => {
    const holding = { id, field: 'payPurchaseOrder', from: [DELIVERED] };
    const order = await holdOrder(manager, viewer, holding);
    const paymentReference = reference.trim();
    const change = { status: PAID, paidAt: at, endedAt: at, paymentReference };
    return settleOrder(manager, viewer, order, { change, note: null, at });
  });
}
