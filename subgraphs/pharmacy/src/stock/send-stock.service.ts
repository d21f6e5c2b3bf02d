import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { sendBatch } from './carry-batch';
import { keyOf, moveOnce, requireDrug } from './moving';
import { checkQuantity, checkTexts, type StockTransferInput } from './stock.inputs';

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
  const asked = { ...input, digest: contentDigest(['send', ...content]) };
  return moveOnce(context, asked, (manager, said) =>
    sendBatch(manager, { key, to, quantity }, said, stockRules.mostUnits),
  );
}
