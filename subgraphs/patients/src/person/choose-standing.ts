import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import type { PatientRow } from '../patient/patient.entity';

/**
 * Which of two records stands for the person: the one with a resident number of its own, for it
 * names her; of two such, or of none, the one that was registered first.
 */
export async function chooseStanding(
  manager: EntityManager,
  rows: readonly PatientRow[],
): Promise<[merged: PatientRow, into: PatientRow]> {
  const ids = rows.map(({ id }) => id);
  const tail = `WHERE \`patientId\` IN (${placeholders(ids)}) AND \`system\` = ? AND \`claim\` = ''`;
  const numbers = await selectRows(manager, PatientIdentifier, tail, [
    ...[...ids, IdentifierSystem.RESIDENT_ID],
  ]);
  const numbered = new Set(numbers.map(({ patientId }) => patientId));
  const rank = (row: PatientRow) => (numbered.has(row.id) ? 0 : 1);
  const [into, merged] = [...rows].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      one.registeredAt.getTime() - other.registeredAt.getTime() ||
      (one.id < other.id ? -1 : 1),
  );
  if (!into || !merged) throw new Error('two records are needed');
  return [merged, into];
}
