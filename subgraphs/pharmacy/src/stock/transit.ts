import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { BatchDiffers, type BatchKey, NotInTransit } from './stock.errors';
import { StockInTransit } from './stock-movement.entity';

/** What arrives where `key` says, and from whom. */
export interface Arrival {
  readonly key: BatchKey;
  readonly from: string;
  readonly expiresOn: string;
  readonly quantity: number;
}

const there =
  '`toInstitutionId` = ? AND `fromInstitutionId` = ? AND `drugCode` = ? AND `number` = ?';

/** What is on its way to there of a batch, from one member. */
export const onItsWay = async (
  manager: EntityManager,
  { key, from }: Pick<Arrival, 'key' | 'from'>,
) => {
  const parameters = [key.institutionId, from, key.drugCode, key.number];
  const [row] = await selectRows(manager, StockInTransit, `WHERE ${there}`, parameters);
  return row;
};

/** Puts units on their way; those of a batch that go the same way make one number. */
export async function putInTransit(
  manager: EntityManager,
  { key, from, expiresOn, quantity }: Arrival,
) {
  const way = {
    toInstitutionId: key.institutionId,
    fromInstitutionId: from,
    ...{ drugCode: key.drugCode, number: key.number },
  };
  await insertRows(manager, StockInTransit, [{ ...way, expiresOn, quantity: 0 }], {
    keepOn: ['toInstitutionId', 'fromInstitutionId', 'drugCode', 'number'],
  });
  await manager.increment(StockInTransit, way, 'quantity', quantity);
}

/**
 * Takes units off their way by one conditional update. Refuses with CONFLICT where fewer are on it,
 * or where they are of a batch that expires on another day.
 */
export async function takeFromTransit(manager: EntityManager, arrival: Arrival) {
  const { key, from, expiresOn, quantity } = arrival;
  const { affected } = await manager
    .createQueryBuilder()
    .update(StockInTransit)
    .set({ quantity: () => '`quantity` - :quantity' })
    .where(
      '`toInstitutionId` = :institutionId AND `fromInstitutionId` = :from AND `drugCode` = :drugCode AND `number` = :number AND `quantity` >= :quantity AND `expiresOn` = :expiresOn',
    )
    .setParameters({ ...key, from, expiresOn, quantity })
    .execute();
  if (affected === 1) return;
  const row = await onItsWay(manager, arrival);
  if (row && row.quantity >= quantity) throw new BatchDiffers(row.expiresOn);
  throw new NotInTransit(from, row?.quantity ?? 0);
}
