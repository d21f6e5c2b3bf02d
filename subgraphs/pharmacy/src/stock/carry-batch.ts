import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { batchOf, keepBatch, moveBatch } from './move-batch';
import type { Said } from './moving';
import { BatchDiffers, type BatchKey, StockShort } from './stock.errors';
import { MovementKind } from './stock-movement.entity';
import { type Arrival, putInTransit, takeFromTransit } from './transit';

/** Units of a batch that leave a shelf for another member. */
export interface Departure {
  readonly key: BatchKey;
  readonly to: string;
  readonly quantity: number;
}

/**
 * Takes units off a shelf and puts them on their way, within the writer's transaction. Refuses with
 * CONFLICT where fewer lie there, with INVALID_INPUT where the batch has expired.
 */
export async function sendBatch(
  manager: EntityManager,
  { key, to, quantity }: Departure,
  said: Said,
  mostUnits: number,
): Promise<void> {
  const batch = await batchOf(manager, key);
  if (!batch) throw new StockShort(key, 0);
  const { expiresOn } = batch;
  if (expiresOn < shanghaiDay(said.at))
    throw new InvalidInput('batch', `expired on ${expiresOn}: take it off the shelf.`);
  const kind = MovementKind.SENT;
  const move = { ...said, change: -quantity, kind, otherInstitutionId: to, reasonCode: null };
  await moveBatch(manager, key, move, mostUnits);
  const there = { ...key, institutionId: to };
  await putInTransit(manager, { key: there, from: key.institutionId, expiresOn, quantity });
}

/**
 * Puts units on a shelf, within the writer's transaction: from outside (`from` null), or what a
 * member sent. Refuses with CONFLICT where fewer are on their way, or the batch is known with
 * another expiry.
 */
export async function takeInBatch(
  manager: EntityManager,
  { from, ...arrival }: Omit<Arrival, 'from'> & { readonly from: string | null },
  said: Said,
  mostUnits: number,
): Promise<void> {
  const { expiresOn, key, quantity: change } = arrival;
  if (from !== null) await takeFromTransit(manager, { ...arrival, from });
  await keepBatch(manager, key, expiresOn);
  const known = await batchOf(manager, key);
  if (known && known.expiresOn !== expiresOn) throw new BatchDiffers(known.expiresOn);
  const kind = from === null ? MovementKind.RECEIVED : MovementKind.ARRIVED;
  const move = { ...said, change, kind, otherInstitutionId: from, reasonCode: null };
  await moveBatch(manager, key, move, mostUnits);
}
