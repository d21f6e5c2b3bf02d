import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Consortium, ConsortiumMember } from './consortium.entity';

export const createConsortiumLoaders = (manager: EntityManager) => ({
  /** Who belonged and belongs to a consortium, by id and time. */
  members: new DataLoader<string, ConsortiumMember[]>(async (consortiumIds) => {
    const tail = `WHERE \`consortiumId\` IN (${placeholders(consortiumIds)}) ORDER BY \`institutionId\`, \`joinedOn\``;
    const rows = await selectRows(manager, ConsortiumMember, tail, consortiumIds);
    const members = groupBy(rows, (row) => row.consortiumId);
    return consortiumIds.map((id) => members.get(id) ?? []);
  }),

  /** Where an institution belonged and belongs. */
  ofInstitution: new DataLoader<string, ConsortiumMember[]>(async (institutionIds) => {
    const tail = `WHERE \`institutionId\` IN (${placeholders(institutionIds)}) ORDER BY \`consortiumId\`, \`joinedOn\``;
    const rows = await selectRows(manager, ConsortiumMember, tail, institutionIds);
    const memberships = groupBy(rows, (row) => row.institutionId);
    return institutionIds.map((id) => memberships.get(id) ?? []);
  }),

  byId: new DataLoader<string, Consortium | null>(async (ids) => {
    const consortia = byKey(await allConsortia(manager), (one) => one.id);
    return ids.map((id) => consortia.get(id) ?? null);
  }),
});

/** Every consortium: a county has a handful. */
export const allConsortia = (manager: EntityManager) =>
  selectRows(manager, Consortium, 'ORDER BY `id`');
