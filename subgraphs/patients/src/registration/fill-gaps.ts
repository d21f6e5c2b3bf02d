import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { type EntityManager, IsNull } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';
import { phoneColumns } from '../patient/patient-rows';
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

/** Fills the gaps, each only while it still is one. */
export async function fillGaps(
  manager: EntityManager,
  cipher: FieldCipher,
  row: PatientRow,
  person: Person | null,
) {
  if (person === null) return;
  const { birthDate, address } = person;
  for (const gap of gapsOf(row, person)) {
    const columns =
      gap === 'sealedPhone'
        ? phoneColumns(cipher, person.phone)
        : gap === 'address'
          ? { address }
          : { birthDate };
    await manager.update(PatientRow, { id: row.id, [gap]: IsNull() }, columns);
  }
}
