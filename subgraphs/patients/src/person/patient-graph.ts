import { placeholders, selectRows, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';
import { MergeGate } from './patient-merge.entity';

/** Waits for its turn: merges and reversals are few, and each must see what the last one left. */
export async function takeTurn(manager: EntityManager) {
  const { affected } = await manager.increment(MergeGate, { id: 1 }, 'turn', 1);
  if (affected !== 1) throw new Error('the merge gate is missing');
}

/** The rows of some records, by id. */
export async function recordsById(manager: EntityManager, ids: readonly string[]) {
  const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
  const rows = await selectRows(manager, PatientRow, tail, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Hangs the person of record `patientId` under the person of `intoId`; both stand for theirs. */
export async function join(manager: EntityManager, patientId: string, intoId: string) {
  await manager.update(PatientRow, { id: patientId }, { mergedInto: intoId });
  await manager.update(PatientRow, { personId: patientId }, { personId: intoId });
}

/** Takes the record `patientId`, with all that was merged into it before, out of its person. */
export async function part(manager: EntityManager, patientId: string, personId: string) {
  const tail = 'WHERE `personId` = ?';
  const rows = await selectRows(manager, PatientRow, tail, [personId]);
  const own = withThoseBelow(patientId, rows);
  await manager.update(PatientRow, { id: patientId }, { mergedInto: null });
  await manager.query(
    `UPDATE \`patient\` SET \`personId\` = ? WHERE \`id\` IN (${placeholders(own)})`,
    toParameters(manager, [patientId, ...own]),
  );
}

/** A record and all that were merged into it, directly or by others. */
function withThoseBelow(patientId: string, rows: readonly PatientRow[]): string[] {
  const found = [patientId];
  for (const at of found)
    found.push(...rows.filter(({ mergedInto }) => mergedInto === at).map(({ id }) => id));
  return found;
}
