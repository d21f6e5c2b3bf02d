import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import type { WeighedCandidate } from '../matching/decide-match';
import { CandidateStatus, DuplicateCandidateRow } from './duplicate-candidate.entity';
import { insertOrTouch } from './insert-or-touch';
import { PatientRefSource, PatientSource } from './patient-source.entity';

/** Whether it is noted that an institution holds data of a patient. */
export async function hasSource(manager: EntityManager, patientId: string, institutionId: string) {
  const tail = 'WHERE `patientId` = ? AND `institutionId` = ?';
  return (await selectRows(manager, PatientSource, tail, [patientId, institutionId])).length > 0;
}

/** Notes that an institution holds data of a patient; the first note stays. */
export const noteSource = (manager: EntityManager, source: PatientSource) =>
  insertOrTouch(manager, PatientSource, source, ['patientId', 'institutionId']);

/** The patient a sender's key stands for: the one it named first, else `id` from now on. */
export async function refHolder(
  manager: EntityManager,
  institutionId: string,
  sourceKey: string,
  id: string,
): Promise<string> {
  const ref = { institutionId, sourceKey, patientId: id };
  await insertOrTouch(manager, PatientRefSource, ref, ['institutionId', 'sourceKey']);
  const tail = 'WHERE `institutionId` = ? AND `sourceKey` = ?';
  const [row] = await selectRows(manager, PatientRefSource, tail, [institutionId, sourceKey]);
  return row?.patientId ?? id;
}

/** The key stands for another patient from now on. */
export const moveRef = (
  manager: EntityManager,
  institutionId: string,
  sourceKey: string,
  patientId: string,
) => manager.update(PatientRefSource, { institutionId, sourceKey }, { patientId });

/** Notes whom a record may be one person with, for a person to decide; what was noted stays. */
export async function noteCandidates(
  manager: EntityManager,
  { newId, now }: Pick<PatientsContext, 'newId' | 'now'>,
  patientId: string,
  candidates: readonly WeighedCandidate[],
) {
  const rows = candidates.map(({ id: otherId, score, evidence }) => ({
    id: newId(),
    ...{ patientId, otherId, score, evidence: [...evidence] },
    ...{ status: CandidateStatus.OPEN, createdAt: now() },
  }));
  await insertRows(manager, DuplicateCandidateRow, rows, { keepOn: ['patientId', 'otherId'] });
}
