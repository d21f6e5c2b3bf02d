import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';

/** Every record of the person one of whose records this is; itself where nobody is registered. */
export async function recordsOfPerson(
  manager: EntityManager,
  patientId: string,
): Promise<string[]> {
  const tail = 'WHERE `personId` = (SELECT `personId` FROM `patient` WHERE `id` = ?)';
  const rows = await selectRows(manager, PatientRow, tail, [patientId]);
  return rows.length === 0 ? [patientId] : rows.map(({ id }) => id);
}
