import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { PurchaseOrderForbidden } from './purchase.errors';
import { PurchaseOrder } from './purchase-order.entity';

/** An order of an institution as it stands. Refuses with FORBIDDEN where it is none of its. */
export async function heldOrder(
  manager: EntityManager,
  institutionId: string,
  id: string,
): Promise<PurchaseOrder> {
  const tail = 'WHERE `id` = ? AND `institutionId` = ?';
  const [order] = await selectRows(manager, PurchaseOrder, tail, [id, institutionId]);
  if (!order) throw new PurchaseOrderForbidden(id);
  return order;
}

/** Whether all of an order has come. */
export async function isComplete(manager: EntityManager, orderId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT `drugCode` FROM `purchase_order_line` WHERE `orderId` = ? AND `delivered` < `quantity` LIMIT 1',
    [orderId],
  );
  return rows.length === 0;
}

/**
 * An order that is over fills up no shelf any more, and shortages of drugs that did not come whole may be
 * ordered again.
 */
export async function releaseNeeds(manager: EntityManager, orderId: string) {
  await manager.query('UPDATE `stock_item` SET `orderId` = NULL WHERE `orderId` = ?', [orderId]);
  await manager.query(
    "UPDATE `shortage` SET `orderId` = NULL WHERE `orderId` = ? AND `status` = 'PURCHASING' AND `drugCode` IN (SELECT `drugCode` FROM `purchase_order_line` WHERE `orderId` = ? AND `delivered` < `quantity`)",
    [orderId, orderId],
  );
}
