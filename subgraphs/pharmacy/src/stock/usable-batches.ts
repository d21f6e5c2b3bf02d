import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { StockBatch } from './stock.entity';

/** Batches of a drug on a shelf that have not expired on a day, first to expire first. */
export const usableBatches = (
  manager: EntityManager,
  institutionId: string,
  drugCode: string,
  day: string,
): Promise<StockBatch[]> =>
  selectRows(
    manager,
    StockBatch,
    'WHERE `institutionId` = ? AND `drugCode` = ? AND `quantity` > 0 AND `expiresOn` >= ? ORDER BY `expiresOn`, `number`',
    [institutionId, drugCode, day],
  );

export const unitsOf = (batches: readonly Pick<StockBatch, 'quantity'>[]) =>
  batches.reduce((total, { quantity }) => total + quantity, 0);
