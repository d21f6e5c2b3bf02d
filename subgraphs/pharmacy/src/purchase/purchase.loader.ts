import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { PurchaseOrderEvent, PurchaseOrderLine } from './purchase-order.entity';

export const createPurchaseLoaders = (manager: EntityManager) => ({
  lines: new DataLoader<string, PurchaseOrderLine[]>(
    (ids) =>
      selectByParent(
        manager,
        PurchaseOrderLine,
        { parent: 'orderId', order: '`orderId`, `drugCode`' },
        ids,
      ),
    { cache: false },
  ),

  /** The steps of an order, in their order. */
  events: new DataLoader<string, PurchaseOrderEvent[]>(
    (ids) =>
      selectByParent(
        manager,
        PurchaseOrderEvent,
        { parent: 'orderId', order: '`orderId`, `step`' },
        ids,
      ),
    { cache: false },
  ),
});
