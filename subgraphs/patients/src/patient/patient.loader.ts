import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { PatientRow } from './patient.entity';

/** Rows by id; null where nobody has it. Who asks has been checked before. */
export const createPatientLoader = (manager: EntityManager) =>
  new DataLoader<string, PatientRow | null>(async (ids) => {
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(await selectRows(manager, PatientRow, tail, ids), (row) => row.id);
    return ids.map((id) => rows.get(id) ?? null);
  });
