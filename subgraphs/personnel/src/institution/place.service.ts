import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Institution } from './institution.entity';
import { InstitutionMerged, InstitutionNotFound } from './institution.errors';

/** The institution as it is stored now, and not as the process remembers it. */
export async function storedInstitution(manager: EntityManager, id: string): Promise<Institution> {
  const [stored] = await selectRows(manager, Institution, 'WHERE `id` = ?', [id]);
  if (!stored) throw new InstitutionNotFound(id);
  return stored;
}

/** Refuses a place on days that reach beyond its merger into another; `lastDay` null goes on. */
export function refuseMerged(field: string, place: Institution, lastDay: string | null) {
  const { mergedOn } = place;
  if (mergedOn !== null && (lastDay === null || lastDay >= mergedOn))
    throw new InstitutionMerged(field, place);
}
