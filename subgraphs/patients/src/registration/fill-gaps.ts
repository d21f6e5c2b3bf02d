import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { type EntityManager, IsNull } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';
import { phoneColumns } from '../patient/patient-rows';
import { noteBlocks } from './person-blocks';
import type { Person } from './read-person';

type Gap = 'birthDate' | 'sealedPhone' | 'address';

/** What the record lacks and the person brings. What stands is not overwritten by a registration. */
export function gapsOf(row: PatientRow, person: Person | null): Gap[] {
  const gaps: Gap[] = [];
  if (row.birthDate === null && person?.birthDate) gaps.push('birthDate');
  if (row.sealedPhone === null && person?.phone) gaps.push('sealedPhone');
  if (row.address === null && person?.address) gaps.push('address');
  return gaps;
}

/** Fills the gaps, each only while it still is one, and notes the blocks the record stands in then. */
export async function fillGaps(
  manager: EntityManager,
  cipher: FieldCipher,
  patientId: string,
  person: Person | null,
) {
  if (person === null) return;
  const { birthDate, address } = person;
  const [row] = await selectRows(manager, PatientRow, 'WHERE `id` = ?', [patientId]);
  const gaps = row ? gapsOf(row, person) : [];
  for (const gap of gaps) {
    const columns =
      gap === 'sealedPhone'
        ? phoneColumns(cipher, person.phone)
        : gap === 'address'
          ? { address }
          : { birthDate };
    await manager.update(PatientRow, { id: patientId, [gap]: IsNull() }, columns);
  }
  if (gaps.length === 0) return;
  const filled = await selectRows(manager, PatientRow, 'WHERE `id` = ?', [patientId]);
  for (const one of filled) await noteBlocks(manager, one);
}
