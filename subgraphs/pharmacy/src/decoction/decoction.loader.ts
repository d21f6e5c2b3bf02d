import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Decoction } from './decoction.entity';
import { DecoctionEvent } from './decoction-event.entity';

/** One set per request: each loader turns any number of keys into one statement. */
export const createDecoctionLoaders = (manager: EntityManager) => ({
  /** The order of a prescription, the last where earlier ones were given up; null: it has none. */
  byPrescription: new DataLoader<string, Decoction | null>(async (prescriptionIds) => {
    const tail = `WHERE \`prescriptionId\` IN (${placeholders(prescriptionIds)}) ORDER BY \`prescriptionId\`, \`orderedAt\``;
    const rows = await selectRows(manager, Decoction, tail, prescriptionIds);
    const orders = groupBy(rows, (row) => row.prescriptionId);
    return prescriptionIds.map((id) => {
      const own = orders.get(id) ?? [];
      // Two of a sheet may be of one moment: one stands then, or none does.
      return own.find(({ standsFor }) => standsFor !== null) ?? own.at(-1) ?? null;
    });
  }),

  /** The steps of an order, as they were taken. */
  events: new DataLoader<string, DecoctionEvent[]>((decoctionIds) =>
    selectByParent(
      manager,
      DecoctionEvent,
      { parent: 'decoctionId', order: '`decoctionId`, `step`' },
      decoctionIds,
    ),
  ),
});
