import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { type EntityManager, IsNull } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';
import { phoneColumns } from '../patient/patient-rows';
import { noteBlocks } from './person-blocks';
import type { Person } from './read-person';

export type Gap = 'birthDate' | 'sealedPhone' | 'address';

/** What the record lacks and the person brings. What stands is not overwritten by a registration. */
export function gapsOf(row: PatientRow, person: Person | null): Gap[] {
  const gaps: Gap[] = [];
  if (row.birthDate === null && person?.birthDate) gaps.push('birthDate');
  if (row.sealedPhone === null && person?.phone) gaps.push('sealedPhone');
  if (row.address === null && person?.address) gaps.push('address');
  return gaps;
}

/**
 * Fills the gaps, each only while it still is one, and notes the blocks the record stands in then.
 * Yields those it filled.
 */
export async function fillGaps(
  manager: EntityManager,
  cipher: FieldCipher,
  patientId: string,
  person: Person | null,
): Promise<readonly Gap[]> {
  if (person === null) return [];
  const { birthDate, address } = person;
  const [row] = await selectRows(manager, PatientRow, 'WHERE `id` = ?', [patientId]);
  const gaps = row ? gapsOf(row, person) : [];
  const done: Gap[] = [];
  for (const gap of gaps) {
    const columns =
      gap === 'sealedPhone'
        ? phoneColumns(cipher, person.phone)
        : gap === 'address'
          ? { address }
          : { birthDate };
    const still = { id: patientId, [gap]: IsNull() };
    const { affected } = await manager.update(PatientRow, still, columns);
    if (affected === 1) done.push(gap);
  }
  if (gaps.length === 0) return [];
  const filled = await selectRows(manager, PatientRow, 'WHERE `id` = ?', [patientId]);
  for (const one of filled) await noteBlocks(manager, one);
  return done;
}
