import type { EntityManager } from 'typeorm';
import { type FoundPerson, findBases, nobody } from './find-bases';

/** Every record of a person, and what she keeps from an institution, whoever asks there. */
export async function findHeldBack(
  read: EntityManager,
  patientId: string,
  institutionId: string,
): Promise<Pick<FoundPerson, 'records' | 'heldBack'>> {
  const nobodyAsks = { bases: [], holder: '', now: new Date(0), encounterDays: 0 };
  const found = await findBases(read, { patientIds: [patientId], institutionId, ...nobodyAsks });
  return found.get(patientId) ?? nobody(patientId);
}
