import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Allergy } from './allergy.entity';

/** A patient's allergies, newest first; never paged: all of them matter. */
export const createAllergyLoader = (manager: EntityManager) =>
  new DataLoader<string, Allergy[]>(async (patientIds) => {
    const tail = `WHERE \`patientId\` IN (${placeholders(patientIds)}) ORDER BY \`recordedAt\` DESC, \`id\``;
    const rows = groupBy(
      await selectRows(manager, Allergy, tail, patientIds),
      (row) => row.patientId,
    );
    return patientIds.map((id) => rows.get(id) ?? []);
  });
