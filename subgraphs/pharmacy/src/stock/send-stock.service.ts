import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { batchOf, moveBatch } from './move-batch';
import { keyOf, moveOnce, requireDrug } from './moving';
import { StockShort } from './stock.errors';
import { checkQuantity, checkTexts, type StockTransferInput } from './stock.inputs';
import { MovementKind } from './stock-movement.entity';
import { digestOf } from './stock-request';
import { putInTransit } from './transit';

/**
 * Sends units of a batch to another member (余缺调拨): they leave the shelf and are on their way until
 * the other receives them. The same key is one transfer. Refuses with INVALID_INPUT naming the
 * field, with CONFLICT where fewer are there.
 */
export async function sendStock(context: PharmacyContext, input: StockTransferInput) {
  const { stockRules, viewer } = context;
  const { quantity, toInstitutionId: to } = input;
  checkTexts(input);
  checkQuantity('quantity', quantity, stockRules);
  const share = await sharingOf(context);
  if (to === viewer.institutionId)
    throw new InvalidInput('toInstitutionId', 'is the own institution.');
  if (!(await share(to)))
    throw new InvalidInput('toInstitutionId', 'is no member of the community.');
  await requireDrug(context, input.drugCode);
  const key = keyOf(viewer.institutionId, input);
  const content = [key.drugCode, key.number, quantity, to, input.reason.trim()];
  const asked = { ...input, digest: digestOf(['send', ...content]) };
  return moveOnce(context, asked, async (manager, said) => {
    const batch = await batchOf(manager, key);
    if (!batch) throw new StockShort(key, 0);
    if (batch.expiresOn < shanghaiDay(said.at))
      throw new InvalidInput('batch', `expired on ${batch.expiresOn}: take it off the shelf.`);
    const kind = MovementKind.SENT;
    const move = { ...said, change: -quantity, kind, otherInstitutionId: to, reasonCode: null };
    await moveBatch(manager, key, move, stockRules.mostUnits);
    const { expiresOn } = batch;
    const there = { ...key, institutionId: to };
    await putInTransit(manager, { key: there, from: key.institutionId, expiresOn, quantity });
  });
}
