import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Institution } from './institution.entity';
import { InstitutionMerged, InstitutionNotFound } from './institution.errors';

/** An institution by id as a manager reads it now; undefined where there is none. */
export async function institutionIn(
  manager: EntityManager,
  id: string,
): Promise<Institution | undefined> {
  const [stored] = await selectRows(manager, Institution, 'WHERE `id` = ?', [id]);
  return stored;
}

/** The institution as it is stored now, and not as the process remembers it. */
export async function storedInstitution(manager: EntityManager, id: string): Promise<Institution> {
  const stored = await institutionIn(manager, id);
  if (!stored) throw new InstitutionNotFound(id);
  return stored;
}

/** Refuses a place on days that reach beyond its merger into another; `lastDay` null goes on. */
export function refuseMerged(field: string, place: Institution, lastDay: string | null) {
  const { mergedOn } = place;
  if (mergedOn !== null && (lastDay === null || lastDay >= mergedOn))
    throw new InstitutionMerged(field, place);
}
