import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { BodySeat } from './body-seat.entity';

export const createBodyLoaders = (manager: EntityManager) => ({
  /** Everybody who sat and sits in bodies of a consortium, since when. */
  seats: new DataLoader<string, BodySeat[]>(async (consortiumIds) => {
    const tail = `WHERE \`consortiumId\` IN (${placeholders(consortiumIds)}) ORDER BY \`start\`, \`id\``;
    const rows = await selectRows(manager, BodySeat, tail, consortiumIds);
    const seats = groupBy(rows, (row) => row.consortiumId);
    return consortiumIds.map((id) => seats.get(id) ?? []);
  }),
});
