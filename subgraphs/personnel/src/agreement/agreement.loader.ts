import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { ConsortiumAgreement } from './agreement.entity';

export const createAgreementLoaders = (manager: EntityManager) => ({
  /** All agreements of a consortium, the latest first. */
  of: new DataLoader<string, ConsortiumAgreement[]>(async (consortiumIds) => {
    const tail = `WHERE \`consortiumId\` IN (${placeholders(consortiumIds)}) ORDER BY \`start\` DESC, \`id\``;
    const rows = await selectRows(manager, ConsortiumAgreement, tail, consortiumIds);
    const agreements = groupBy(rows, (row) => row.consortiumId);
    return consortiumIds.map((id) => agreements.get(id) ?? []);
  }),
});
