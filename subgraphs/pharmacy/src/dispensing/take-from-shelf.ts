import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { type Move, moveBatch } from '../stock/move-batch';
import { StockBatch, StockItem } from '../stock/stock.entity';
import { StockShort } from '../stock/stock.errors';
import { MovementKind } from '../stock/stock-movement.entity';
import { ShelfShort } from './dispensing.errors';
import type { MatchedLine } from './match-lines';

export interface Shelf {
  readonly institutionId: string;
  readonly said: Pick<Move, 'at' | 'by' | 'reason'>;
  readonly mostUnits: number;
}

/** Units of one batch. */
export interface Taken {
  readonly batch: string;
  readonly quantity: number;
}

/**
 * Takes units off a shelf, first to expire first, never of a batch that has expired; each batch's move is
 * in its log. Refuses with CONFLICT where fewer lie there, and nothing is taken.
 */
export async function takeFromShelf(
  manager: EntityManager,
  { institutionId, said, mostUnits }: Shelf,
  line: MatchedLine,
): Promise<Taken[]> {
  const { drugCode, quantity } = line;
  const kept = { institutionId, drugCode };
  // Who hands out the same drug here waits: two must not plan with the same units.
  await insertRows(manager, StockItem, [kept], { keepOn: ['institutionId', 'drugCode'] });
  const taken: Taken[] = [];
  for (let missing = quantity; missing > 0; ) {
    const batch = await firstToExpire(manager, kept, said.at);
    if (!batch) throw new ShelfShort(line, institutionId, quantity - missing);
    const units = Math.min(missing, batch.quantity);
    const kind = MovementKind.DISPENSED;
    const move = { ...said, change: -units, kind, otherInstitutionId: null, reasonCode: null };
    const moved = await moveBatch(manager, batch, move, mostUnits).then(
      () => true,
      (error: unknown) => {
        // It was sent away or adjusted since it was read: what lies there now is looked at.
        if (error instanceof StockShort) return false;
        throw error;
      },
    );
    if (!moved) continue;
    taken.push({ batch: batch.number, quantity: units });
    missing -= units;
  }
  return taken;
}

async function firstToExpire(
  manager: EntityManager,
  { institutionId, drugCode }: Pick<StockBatch, 'drugCode' | 'institutionId'>,
  at: Date,
): Promise<StockBatch | undefined> {
  const [batch] = await selectRows(
    manager,
    StockBatch,
    'WHERE `institutionId` = ? AND `drugCode` = ? AND `quantity` > 0 AND `expiresOn` >= ? ORDER BY `expiresOn`, `number` LIMIT 1',
    [institutionId, drugCode, shanghaiDay(at)],
  );
  return batch;
}
