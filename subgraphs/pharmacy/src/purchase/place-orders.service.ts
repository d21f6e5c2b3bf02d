import { groupBy } from '@lianyi/shared/collections/group-by';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { takeDayNumber } from '@lianyi/shared/database/take-day-number';
import { checkText } from '@lianyi/shared/errors/check-text';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { placeOf } from '../shortage/place';
import { isNewRequest } from '../stock/stock-request';
import { requirePurchaser } from './hold-order';
import { claimNeeds, type Need, needsOf } from './purchase-needs';
import {
  PurchaseNumber,
  PurchaseOrder,
  PurchaseOrderLine,
  PurchaseStatus,
} from './purchase-order.entity';
import { recordPurchaseStep } from './record-purchase-step';

/**
 * Orders what the community needs (PH-02): the shortages the leading institution is to purchase and its
 * own drugs that run low, one order to each supplier, nothing twice. The same key yields the same
 * orders. Refuses with FORBIDDEN elsewhere.
 */
export async function placePurchaseOrders(
  context: PharmacyContext,
  idempotencyKey: string,
): Promise<PurchaseOrder[]> {
  const { database, newId, now, viewer } = context;
  checkText('idempotencyKey', idempotencyKey, { characters: 100 });
  await requirePurchaser(context);
  const { institutionId } = viewer;
  const at = now();
  const requestKey = idempotencyKey.trim();
  return database.transaction(async (manager) => {
    const request = { institutionId, idempotencyKey: requestKey, id: newId(), at };
    if (await isNewRequest(manager, { ...request, digest: contentDigest(['purchase']) }))
      await orderAll(manager, context, requestKey, at);
    const tail = 'WHERE `institutionId` = ? AND `requestKey` = ? ORDER BY `number`';
    return selectRows(manager, PurchaseOrder, tail, [institutionId, requestKey]);
  });
}

async function orderAll(
  manager: EntityManager,
  context: PharmacyContext,
  requestKey: string,
  at: Date,
) {
  const needs = groupBy(await needsOf(manager, context, at), ({ supplier }) => supplier.id);
  for (const [, wanted] of [...needs].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const id = context.newId();
    const got = await claimNeeds(manager, context.viewer.institutionId, id, wanted);
    if (got.length > 0) await orderFrom(manager, context, { id, requestKey, at, needs: got });
  }
}

interface Ordering {
  readonly id: string;
  readonly requestKey: string;
  readonly at: Date;
  readonly needs: readonly Need[];
}

async function orderFrom(
  manager: EntityManager,
  { purchasingRules, viewer }: PharmacyContext,
  { at, id, needs, requestKey }: Ordering,
) {
  const [first] = needs;
  if (!first) return;
  const number = await takeDayNumber(manager, PurchaseNumber, { sign: 'CG', digits: 3 }, at);
  const status = PurchaseStatus.ORDERED;
  const dueAt = purchasingRules.deliverBy(at);
  const none = { deliveredAt: null, paidAt: null, paymentReference: null, endedAt: null };
  const order = Object.assign(new PurchaseOrder(), {
    id,
    ...{ number, institutionId: viewer.institutionId, requestKey, status, step: 1 },
    ...{ supplierId: first.supplier.id, supplierName: first.supplier.name, orderedAt: at },
    ...{ dueAt, ...none, place: placeOf({ dueAt, endedAt: null }) },
  });
  await insertRows(manager, PurchaseOrder, [order]);
  await insertRows(manager, PurchaseOrderLine, linesOf(id, needs));
  await recordPurchaseStep(manager, viewer, order, { at, note: null });
}

const unitsOf = (needs: readonly Need[]) =>
  needs.reduce((total, { quantity }) => total + quantity, 0);

const linesOf = (orderId: string, needs: readonly Need[]) =>
  [...groupBy(needs, ({ drugCode }) => drugCode)].map(([drugCode, wanted]) => ({
    orderId,
    ...{ drugCode, quantity: unitsOf(wanted), delivered: 0 },
    forShortages: unitsOf(wanted.filter(({ shortageId }) => shortageId !== null)),
    price: wanted[0]?.price ?? null,
  }));
