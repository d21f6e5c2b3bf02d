import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Dispensing, DispensingLine } from './dispensing.entity';

export const createDispensingLoaders = (manager: EntityManager) => ({
  /** The visits at which a prescription was filled, oldest first. */
  byPrescription: new DataLoader<string, Dispensing[]>(async (prescriptionIds) => {
    const tail = `WHERE \`prescriptionId\` IN (${placeholders(prescriptionIds)}) ORDER BY \`prescriptionId\`, \`at\`, \`id\``;
    const rows = await selectRows(manager, Dispensing, tail, prescriptionIds);
    const visits = groupBy(rows, (row) => row.prescriptionId);
    return prescriptionIds.map((id) => visits.get(id) ?? []);
  }),

  lines: new DataLoader<string, DispensingLine[]>(async (dispensingIds) => {
    const tail = `WHERE \`dispensingId\` IN (${placeholders(dispensingIds)}) ORDER BY \`dispensingId\`, \`position\``;
    const rows = await selectRows(manager, DispensingLine, tail, dispensingIds);
    const lines = groupBy(rows, (row) => row.dispensingId);
    return dispensingIds.map((id) => lines.get(id) ?? []);
  }),
});
