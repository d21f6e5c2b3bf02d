import { insertRows } from '@lianyi/shared/database/insert-rows';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { DrugCatalogue, type DrugList } from './drug-list.entity';
import { CatalogueChanged, CatalogueMoved } from './drug-list.errors';

/** The catalogue's edition, and the day from which it was changed last. */
export async function readCatalogue(manager: EntityManager): Promise<DrugCatalogue> {
  const stored = await manager.findOneBy(DrugCatalogue, { id: 1 });
  return stored ?? Object.assign(new DrugCatalogue(), { id: 1, edition: 0, effectiveFrom: '' });
}

/**
 * Takes the next edition by one conditional update: of those who would change the same one, one
 * does. Refuses with CONFLICT where it is not the base any more. Yields the new one.
 */
export async function takeEdition(
  manager: EntityManager,
  { baseEdition, effectiveFrom }: Pick<DrugList, 'baseEdition' | 'effectiveFrom'>,
): Promise<number> {
  const first = { id: 1, edition: 0, effectiveFrom: '' };
  await insertRows(manager, DrugCatalogue, [first], { keepOn: ['id'] });
  const edition = baseEdition + 1;
  const base = { id: 1, edition: baseEdition };
  const { affected } = await manager.update(DrugCatalogue, base, { edition, effectiveFrom });
  if (affected !== 1) throw new CatalogueChanged();
  return edition;
}

/**
 * Makes the catalogue another edition once a list of it is taken back, `effectiveFrom` being the day of the
 * last that stays. Refuses with CONFLICT where another one changed it meanwhile. Yields the new edition.
 */
export async function takeBackEdition(
  manager: EntityManager,
  { edition: before }: DrugCatalogue,
  effectiveFrom: string,
): Promise<number> {
  const edition = before + 1;
  const base = { id: 1, edition: before };
  const { affected } = await manager.update(DrugCatalogue, base, { edition, effectiveFrom });
  if (affected !== 1) throw new CatalogueMoved();
  return edition;
}

/**
 * From which day a list may count at the earliest. Lists count one after the other, and one that
 * changes or ends a drug from tomorrow: what was prescribed today stays as it was prescribed.
 */
export function earliestDay(
  now: Date,
  { effectiveFrom }: Pick<DrugCatalogue, 'effectiveFrom'>,
  { changed, ended }: Pick<DrugList, 'changed' | 'ended'>,
): string {
  const [, later = ''] = [shanghaiDay(now), effectiveFrom].sort();
  return laterDay(later, changed + ended > 0 ? 1 : 0);
}
