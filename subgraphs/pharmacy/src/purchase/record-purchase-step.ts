import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import { type PurchaseOrder, PurchaseOrderEvent } from './purchase-order.entity';

/**
 * Writes down the step by which an order came to where it stands and tells of it, within the
 * transaction that holds its row, without what was typed. A step taken twice meets the key of the first.
 */
export async function recordPurchaseStep(
  manager: EntityManager,
  { name: by }: Pick<Viewer, 'name'>,
  { id: orderId, institutionId, status, step, supplierId }: PurchaseOrder,
  { at, note }: { readonly at: Date; readonly note: string | null },
) {
  await insertRows(manager, PurchaseOrderEvent, [{ orderId, step, status, at, by, note }]);
  const type = 'pharmacy.purchase.stepped';
  const payload = { orderId, step, status, institutionId, supplierId };
  const id = `${type}:${orderId}:${step}`;
  await recordEvents(manager, [{ id, type, key: institutionId, payload }], at);
}
