import type { EntityManager } from 'typeorm';
import { type FoundPerson, findBases, nobody } from './find-bases';

/** Every record of a person, and what she keeps from an institution, whoever asks there. */
export async function findHeldBack(
  read: EntityManager,
  patientId: string,
  institutionId: string,
): Promise<Pick<FoundPerson, 'records' | 'heldBack'>> {
  const found = await findAllHeldBack(read, [patientId], institutionId);
  return found.get(patientId) ?? nobody(patientId);
}

/** The same of many patients, in one statement; who is not registered is not in the answer. */
export function findAllHeldBack(
  read: EntityManager,
  patientIds: readonly string[],
  institutionId: string,
): Promise<ReadonlyMap<string, Pick<FoundPerson, 'records' | 'heldBack'>>> {
  const nobodyAsks = { bases: [], holder: '', now: new Date(0), encounterDays: 0 };
  return findBases(read, { patientIds, institutionId, ...nobodyAsks });
}
