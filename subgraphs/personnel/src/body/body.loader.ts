import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { BodySeat } from './body-seat.entity';

export const createBodyLoaders = (manager: EntityManager) => ({
  /** Everybody who sat and sits in bodies of a consortium, since when. */
  seats: new DataLoader<string, BodySeat[]>((consortiumIds) =>
    selectByParent(
      manager,
      BodySeat,
      { parent: 'consortiumId', order: '`start`, `id`' },
      consortiumIds,
    ),
  ),
});
