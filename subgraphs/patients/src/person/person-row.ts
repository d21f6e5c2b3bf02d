import type { PatientRow } from '../patient/patient.entity';

/** The record that stands for the person, of all her records. */
const standing = (rows: readonly PatientRow[]) => rows.find(({ id, personId }) => id === personId);

const phoneColumns = ['sealedPhone', 'phoneIndex', 'phoneTailIndex'] as const;

/**
 * Who a person is, shown under the id of the record that was asked for: as the record that
 * stands for her says, what that lacks as the others say. Nothing of it is stored, so that the
 * records are what they were once they are taken apart again.
 */
export function personRow(asked: PatientRow, rows: readonly PatientRow[]): PatientRow {
  const first = standing(rows);
  if (first === undefined || rows.length === 1) return asked;
  const others = rows.filter((row) => row !== first);
  const known = (has: (row: PatientRow) => string | null) =>
    [first, ...others].find((row) => has(row) !== null) ?? first;
  const phone = known((row) => row.sealedPhone);
  return Object.assign(Object.create(Object.getPrototypeOf(asked)), first, {
    id: asked.id,
    birthDate: known((row) => row.birthDate).birthDate,
    address: known((row) => row.address).address,
    ...Object.fromEntries(phoneColumns.map((column) => [column, phone[column]])),
  });
}
