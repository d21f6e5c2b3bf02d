import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { sendBatch, takeInBatch } from '../stock/carry-batch';
import { StockItem } from '../stock/stock.entity';
import { onItsWay } from '../stock/transit';
import { unitsOf, usableBatches } from '../stock/usable-batches';
import type { Shortage } from './shortage.entity';
import { SourceShort } from './shortage.errors';
import { ShortageLine } from './shortage-event.entity';
import { takeShortageStep } from './take-step.service';
import { turnOf } from './turn';

/**
 * Sends what a shortage wants from the viewer's shelf, the batches that expire first, in the same
 * transaction as the step. Refuses as every step does, with INVALID_INPUT where the shelf is not
 * hers, with CONFLICT where fewer lie there.
 */
export async function dispatchShortage(
  context: PharmacyContext,
  id: string,
  fromInstitutionId: string,
): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'DISPATCH', field: 'dispatchShortage' });
  const { drugCode, institutionId } = turn.shortage;
  if (fromInstitutionId !== context.viewer.institutionId)
    throw new InvalidInput(
      'fromInstitutionId',
      'is not the own institution. matchShortage asks it.',
    );
  if (fromInstitutionId === institutionId)
    throw new InvalidInput('fromInstitutionId', 'lacks the drug itself.');
  if (drugCode === null)
    throw new InvalidInput(
      'id',
      'names no drug of the catalogue. matchShortage or purchaseShortage names it.',
    );
  return takeShortageStep(context, turn, {
    note: null,
    change: { sourceInstitutionId: fromInstitutionId },
    also: (manager, next, at) =>
      sendUnits(manager, context, next, { from: fromInstitutionId, drugCode, at }),
  });
}

/**
 * Puts what was sent on the viewer's shelf, in the same transaction as the step. Units that came by
 * `receiveStock` already are not received twice. Refuses as every step does.
 */
export async function receiveShortage(context: PharmacyContext, id: string): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'RECEIVE', field: 'receiveShortage' });
  return takeShortageStep(context, turn, {
    note: null,
    also: (manager, next, at) => takeInUnits(manager, context, next, at),
  });
}

interface Sending {
  readonly from: string;
  readonly drugCode: string;
  readonly at: Date;
}

async function sendUnits(
  manager: EntityManager,
  context: PharmacyContext,
  shortage: Shortage,
  { at, drugCode, from }: Sending,
) {
  const item = { institutionId: from, drugCode };
  // Held from here on: those who send of it come one after the other.
  await insertRows(manager, StockItem, [item], { keepOn: ['institutionId', 'drugCode'] });
  const batches = await usableBatches(manager, from, drugCode, shanghaiDay(at));
  if (unitsOf(batches) < shortage.quantity) throw new SourceShort(from, unitsOf(batches));
  const lines: ShortageLine[] = [];
  let wanted = shortage.quantity;
  for (const { number, expiresOn, quantity: there } of batches) {
    const quantity = Math.min(there, wanted);
    if (quantity === 0) break;
    const departure = { key: { ...item, number }, to: shortage.institutionId, quantity };
    await sendBatch(manager, departure, saidOf(context, shortage, at), mostUnitsOf(context));
    lines.push({ shortageId: shortage.id, number, expiresOn, quantity });
    wanted -= quantity;
  }
  await insertRows(manager, ShortageLine, lines);
}

async function takeInUnits(
  manager: EntityManager,
  context: PharmacyContext,
  shortage: Shortage,
  at: Date,
) {
  const { drugCode, institutionId, sourceInstitutionId: from } = shortage;
  const tail = 'WHERE `shortageId` = ? ORDER BY `number`';
  const lines = await selectRows(manager, ShortageLine, tail, [shortage.id]);
  if (drugCode === null || from === null) return;
  for (const { number, expiresOn, ...line } of lines) {
    const key = { institutionId, drugCode, number };
    const way = await onItsWay(manager, { key, from });
    const quantity = Math.min(line.quantity, way?.quantity ?? 0);
    if (quantity === 0) continue;
    const arrival = { key, from, expiresOn, quantity };
    await takeInBatch(manager, arrival, saidOf(context, shortage, at), mostUnitsOf(context));
  }
}

const mostUnitsOf = ({ stockRules }: PharmacyContext) => stockRules.mostUnits;

const saidOf = ({ shortageRules, viewer }: PharmacyContext, { id }: Shortage, at: Date) => ({
  at,
  ...{ by: viewer.name, reason: `${shortageRules.movementReason} ${id}` },
});
