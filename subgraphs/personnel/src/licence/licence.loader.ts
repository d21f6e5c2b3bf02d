import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Licence } from './licence.entity';

/** The licences of people, in the order they were issued; one statement for many people. */
export const createLicenceLoader = (manager: EntityManager) =>
  new DataLoader<string, Licence[]>(async (ids) => {
    const tail = `WHERE \`practitionerId\` IN (${placeholders(ids)}) ORDER BY \`issuedOn\`, \`id\``;
    const rows = groupBy(
      await selectRows(manager, Licence, tail, ids),
      (row) => row.practitionerId,
    );
    return ids.map((id) => rows.get(id) ?? []);
  });
