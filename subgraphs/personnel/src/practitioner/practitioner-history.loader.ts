import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { PractitionerEmployment, PractitionerTitle } from './practitioner-history.entity';

/** Titles and employers of people, oldest first; one statement each for many people. */
export const createHistoryLoaders = (manager: EntityManager) => ({
  titles: new DataLoader<string, PractitionerTitle[]>((ids) =>
    historyOf(manager, PractitionerTitle, ids),
  ),
  employments: new DataLoader<string, PractitionerEmployment[]>((ids) =>
    historyOf(manager, PractitionerEmployment, ids),
  ),
});

async function historyOf<Row extends PractitionerTitle | PractitionerEmployment>(
  manager: EntityManager,
  entity: new () => Row,
  ids: readonly string[],
): Promise<Row[][]> {
  const tail = `WHERE \`practitionerId\` IN (${placeholders(ids)}) ORDER BY \`practitionerId\`, \`since\``;
  const rows = groupBy(await selectRows(manager, entity, tail, ids), (row) => row.practitionerId);
  return ids.map((id) => rows.get(id) ?? []);
}
