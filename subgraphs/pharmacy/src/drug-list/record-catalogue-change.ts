import type { Viewer } from '@lianyi/shared/auth/viewer';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { DrugList } from './drug-list.entity';

/** Tells, in the commit, which list made the catalogue another edition. */
export async function recordCatalogueChange(
  manager: EntityManager,
  { institutionId }: Pick<Viewer, 'institutionId'>,
  {
    at,
    edition,
    list: { effectiveFrom, id: listId },
  }: { readonly at: Date; readonly edition: number; readonly list: DrugList },
) {
  const type = 'pharmacy.catalogue.changed';
  const payload = { institutionId, listId, edition, effectiveFrom };
  await recordEvents(
    manager,
    [{ id: `${type}:${edition}`, type, key: institutionId, payload }],
    at,
  );
}
