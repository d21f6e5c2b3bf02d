import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Institution } from '../institution/institution.entity';

/** Institutions a list may name, by id and by credit code; null: a code that several of them have. */
export async function staffPlaces(
  manager: EntityManager,
  managed: readonly string[],
  today: string,
): Promise<Map<string, string | null>> {
  const tail = `WHERE \`id\` IN (${placeholders(managed)})`;
  const stored = await selectRows(manager, Institution, tail, managed);
  // Who works where one was merged into another is listed with the other.
  const institutions = stored.filter(({ mergedOn }) => mergedOn === null || mergedOn > today);
  const places = new Map<string, string | null>();
  for (const { creditCode, id } of institutions)
    if (creditCode !== null) places.set(creditCode, places.has(creditCode) ? null : id);
  for (const { id } of institutions) places.set(id, id);
  return places;
}
