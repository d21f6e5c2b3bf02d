import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { PurchaseOrderEvent, PurchaseOrderLine } from './purchase-order.entity';

export const createPurchaseLoaders = (manager: EntityManager) => ({
  lines: new DataLoader<string, PurchaseOrderLine[]>(
    async (ids) => {
      const tail = `WHERE \`orderId\` IN (${placeholders(ids)}) ORDER BY \`orderId\`, \`drugCode\``;
      const rows = await selectRows(manager, PurchaseOrderLine, tail, ids);
      const lines = groupBy(rows, ({ orderId }) => orderId);
      return ids.map((id) => lines.get(id) ?? []);
    },
    { cache: false },
  ),

  /** The steps of an order, in their order. */
  events: new DataLoader<string, PurchaseOrderEvent[]>(
    async (ids) => {
      const tail = `WHERE \`orderId\` IN (${placeholders(ids)}) ORDER BY \`orderId\`, \`step\``;
      const rows = await selectRows(manager, PurchaseOrderEvent, tail, ids);
      const events = groupBy(rows, ({ orderId }) => orderId);
      return ids.map((id) => events.get(id) ?? []);
    },
    { cache: false },
  ),
});
