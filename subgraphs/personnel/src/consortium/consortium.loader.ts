import { byKey } from '@lianyi/shared/collections/by-key';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Consortium, ConsortiumMember } from './consortium.entity';

export const createConsortiumLoaders = (manager: EntityManager) => ({
  /** Who belonged and belongs to a consortium, by id and time. */
  members: new DataLoader<string, ConsortiumMember[]>((consortiumIds) =>
    selectByParent(
      manager,
      ConsortiumMember,
      { parent: 'consortiumId', order: '`institutionId`, `joinedOn`' },
      consortiumIds,
    ),
  ),

  /** Where an institution belonged and belongs. */
  ofInstitution: new DataLoader<string, ConsortiumMember[]>((institutionIds) =>
    selectByParent(
      manager,
      ConsortiumMember,
      { parent: 'institutionId', order: '`consortiumId`, `joinedOn`' },
      institutionIds,
    ),
  ),

  byId: new DataLoader<string, Consortium | null>(async (ids) => {
    const consortia = byKey(await allConsortia(manager), (one) => one.id);
    return ids.map((id) => consortia.get(id) ?? null);
  }),
});

/** Every consortium: a county has a handful. */
export const allConsortia = (manager: EntityManager) =>
  selectRows(manager, Consortium, 'ORDER BY `id`');
