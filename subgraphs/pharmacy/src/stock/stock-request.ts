import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { RequestDiffers } from './stock.errors';
import { StockRequest } from './stock-movement.entity';

type RequestKey = Pick<StockRequest, 'idempotencyKey' | 'institutionId'>;

async function storedRequest(
  manager: EntityManager,
  { idempotencyKey, institutionId }: RequestKey,
): Promise<StockRequest | undefined> {
  const tail = 'WHERE `institutionId` = ? AND `idempotencyKey` = ?';
  const key = [institutionId, idempotencyKey];
  const [stored] = await selectRows(manager, StockRequest, tail, key);
  return stored;
}

/** Whether something was done under a key already: what it needs besides is asked for once. */
export const isKnownRequest = async (manager: EntityManager, key: RequestKey): Promise<boolean> =>
  (await storedRequest(manager, key)) !== undefined;

/**
 * Whether a request is new; false: it was done before. First of all in its transaction: of two
 * that come at once the second waits here for the first. Refuses with CONFLICT where the key
 * stands for other content.
 */
export async function isNewRequest(manager: EntityManager, row: StockRequest): Promise<boolean> {
  await insertRows(manager, StockRequest, [row], { keepOn: ['institutionId', 'idempotencyKey'] });
  const stored = await storedRequest(manager, row);
  if (stored?.digest !== row.digest) throw new RequestDiffers();
  return stored.id === row.id;
}
