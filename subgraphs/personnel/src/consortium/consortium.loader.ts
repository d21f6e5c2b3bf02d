import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Consortium, ConsortiumMember } from './consortium.entity';

export const createConsortiumLoaders = (manager: EntityManager) => ({
  /** Who belongs to a consortium, by id. */
  members: new DataLoader<string, ConsortiumMember[]>(async (consortiumIds) => {
    const tail = `WHERE \`consortiumId\` IN (${placeholders(consortiumIds)}) ORDER BY \`institutionId\``;
    const rows = await selectRows(manager, ConsortiumMember, tail, consortiumIds);
    const members = groupBy(rows, (row) => row.consortiumId);
    return consortiumIds.map((id) => members.get(id) ?? []);
  }),

  /** The consortia an institution belongs to. */
  byMember: new DataLoader<string, Consortium[]>(async (institutionIds) => {
    const belongs = `WHERE \`institutionId\` IN (${placeholders(institutionIds)}) ORDER BY \`consortiumId\``;
    const rows = await selectRows(manager, ConsortiumMember, belongs, institutionIds);
    const consortia = byKey(await allConsortia(manager), (one) => one.id);
    const memberships = groupBy(rows, (row) => row.institutionId);
    return institutionIds.map((id) =>
      (memberships.get(id) ?? []).flatMap((row) => consortia.get(row.consortiumId) ?? []),
    );
  }),
});

/** Every consortium: a county has a handful. */
export const allConsortia = (manager: EntityManager) =>
  selectRows(manager, Consortium, 'ORDER BY `id`');
