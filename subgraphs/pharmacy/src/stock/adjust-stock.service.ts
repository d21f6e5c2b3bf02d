import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { moveBatch } from './move-batch';
import { keyOf, moveOnce, requireDrug } from './moving';
import { checkQuantity, checkTexts, type StockAdjustmentInput } from './stock.inputs';
import { MovementKind } from './stock-movement.entity';
import type { StockRules } from './stock-rules';

/**
 * Puts right what lies on the shelf, with the reason: broken, expired, counted anew. The same key is
 * one adjustment. Refuses with INVALID_INPUT naming the field, with CONFLICT where fewer are there.
 */
export async function adjustStock(context: PharmacyContext, input: StockAdjustmentInput) {
  const { stockRules, viewer } = context;
  const { change, reasonCode } = input;
  checkTexts(input);
  checkQuantity('change', Math.abs(change), stockRules);
  checkReason(input, stockRules);
  await sharingOf(context);
  await requireDrug(context, input.drugCode);
  const key = keyOf(viewer.institutionId, input);
  const content = [key.drugCode, key.number, change, reasonCode, input.reason.trim()];
  const asked = { ...input, digest: contentDigest(['adjust', ...content]) };
  return moveOnce(context, asked, async (manager, said) => {
    const kind = MovementKind.ADJUSTED;
    const move = { ...said, change, kind, otherInstitutionId: null, reasonCode };
    await moveBatch(manager, key, move, stockRules.mostUnits);
  });
}

function checkReason({ change, reasonCode }: StockAdjustmentInput, { adjustments }: StockRules) {
  const reason = adjustments.get(reasonCode);
  if (!reason) {
    const codes = [...adjustments.keys()].join(', ');
    throw new InvalidInput('reasonCode', `is no reason to adjust stock: ${codes}.`);
  }
  const way = change < 0 ? 'LESS' : 'MORE';
  if (reason.change !== 'EITHER' && reason.change !== way)
    throw new InvalidInput('reasonCode', `${reason.code} stands for units ${reason.change}.`);
}
