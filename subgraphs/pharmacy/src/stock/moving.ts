import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { StockItem } from './stock.entity';
import type { BatchKey } from './stock.errors';
import type { StockMovement, StockRequest } from './stock-movement.entity';
import { isNewRequest } from './stock-request';

/** Who moved what, when and why; the same for every movement of a request. */
export interface Asked {
  readonly drugCode: string;
  readonly reason: string;
  readonly idempotencyKey: string;
  readonly digest: string;
}

export type Said = Pick<StockMovement, 'at' | 'by' | 'reason'>;

/** The drug is one of the catalogue: nothing else lies on a shelf. */
export async function requireDrug({ drugs }: Pick<PharmacyContext, 'drugs'>, code: string) {
  if ((await drugs.get(code)) === null)
    throw new InvalidInput('drugCode', 'is no drug of the catalogue. drugs lists them.');
}

/**
 * Does what an institution asks of its stock once for its key, in one transaction, and yields the
 * drug it keeps then. Refuses with CONFLICT where the key stands for something else.
 */
export async function moveOnce(
  context: PharmacyContext,
  { drugCode, reason, idempotencyKey, digest }: Asked,
  work: (manager: EntityManager, said: Said) => Promise<void>,
): Promise<StockItem> {
  const { database, newId, now, stock, viewer } = context;
  const { institutionId, name: by } = viewer;
  const at = now();
  const request: StockRequest = {
    institutionId,
    ...{ idempotencyKey: idempotencyKey.trim(), id: newId(), digest, at },
  };
  await database.transaction(async (manager) => {
    if (await isNewRequest(manager, request))
      await work(manager, { at, by, reason: reason.trim() });
  });
  const item = Object.assign(new StockItem(), { institutionId, drugCode });
  stock.batches.clear(item);
  return item;
}

export const keyOf = (
  institutionId: string,
  { drugCode, batch }: { readonly drugCode: string; readonly batch: string },
): BatchKey => ({ institutionId, drugCode, number: batch.trim() });
