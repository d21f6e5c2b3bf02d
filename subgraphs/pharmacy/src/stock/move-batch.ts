import { insertRows } from '@lianyi/shared/database/insert-rows';
import { nextPlace } from '@lianyi/shared/database/next-place';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import { StockBatch, StockItem } from './stock.entity';
import { type BatchKey, StockFull, StockShort } from './stock.errors';
import { StockMovement } from './stock-movement.entity';

/** What moves a batch; the step, the balance and the key are found out. */
export type Move = Pick<
  StockMovement,
  'at' | 'by' | 'change' | 'kind' | 'otherInstitutionId' | 'reason' | 'reasonCode'
>;

export const batchOf = async (
  manager: EntityManager,
  { institutionId, drugCode, number }: BatchKey,
): Promise<StockBatch | undefined> => {
  const tail = 'WHERE `institutionId` = ? AND `drugCode` = ? AND `number` = ?';
  const [batch] = await selectRows(manager, StockBatch, tail, [institutionId, drugCode, number]);
  return batch;
};

/** Makes room for a batch where there was none of it; what is there stays, and its row is held. */
export async function keepBatch(manager: EntityManager, key: BatchKey, expiresOn: string) {
  await insertRows(manager, StockItem, [key], { keepOn: ['institutionId', 'drugCode'] });
  await insertRows(manager, StockBatch, [{ ...key, expiresOn, quantity: 0 }], {
    keepOn: ['institutionId', 'drugCode', 'number'],
  });
}

/**
 * Changes what lies on a shelf by one conditional update, writes it into the batch's log and tells
 * of it, within the writer's transaction. Refuses with CONFLICT where fewer than none or more than
 * the rules allow would lie there.
 */
export async function moveBatch(
  manager: EntityManager,
  key: BatchKey,
  move: Move,
  mostUnits: number,
): Promise<void> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(StockBatch)
    .set({ quantity: () => '`quantity` + :change' })
    .where(
      '`institutionId` = :institutionId AND `drugCode` = :drugCode AND `number` = :number AND `quantity` + :change >= 0',
    )
    // What leaves may leave more behind than the rules let in by now.
    .andWhere('(:change < 0 OR `quantity` + :change <= :mostUnits)')
    .setParameters({ ...key, change: move.change, mostUnits })
    .execute();
  const batch = await batchOf(manager, key);
  if (affected !== 1 || !batch)
    throw move.change < 0
      ? new StockShort(key, batch?.quantity ?? 0)
      : new StockFull(key, mostUnits);
  await recordMove(manager, batch, move);
}

/** The batch's row is held: nobody else takes the same step. */
async function recordMove(manager: EntityManager, batch: StockBatch, move: Move) {
  const { institutionId, drugCode, number, quantity: balance } = batch;
  const log = { table: 'stock_movement', column: 'step' };
  const step = await nextPlace(manager, log, { institutionId, drugCode, number });
  const row = { ...move, institutionId, drugCode, number, step, balance };
  await insertRows(manager, StockMovement, [row]);
  const { change, kind } = move;
  const payload = { institutionId, drugCode, step, kind, change, balance };
  const type = 'pharmacy.stock.moved';
  // A batch's number is what somebody typed: no event carries that.
  const batchId = contentDigest([institutionId, drugCode, number]).slice(0, 32);
  const id = `${type}:${batchId}:${step}`;
  await recordEvents(manager, [{ id, type, key: institutionId, payload }], move.at);
}
