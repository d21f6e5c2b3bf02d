import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { takeInBatch } from './carry-batch';
import { keyOf, moveOnce, requireDrug } from './moving';
import { checkQuantity, checkTexts, type StockMovementInput } from './stock.inputs';

/**
 * Puts a batch on the shelf of the viewer's institution: from outside, or what another member sent.
 * The same key is one receipt. Refuses with INVALID_INPUT naming the field, with CONFLICT where the
 * batch is known with another expiry or less is on its way.
 */
export async function receiveStock(context: PharmacyContext, input: StockMovementInput) {
  const { stockRules, viewer } = context;
  const from = input.fromInstitutionId ?? null;
  checkTexts(input);
  checkQuantity('quantity', input.quantity, stockRules);
  const share = await sharingOf(context);
  if (from === viewer.institutionId)
    throw new InvalidInput('fromInstitutionId', 'is the own institution.');
  if (from !== null && !(await share(from)))
    throw new InvalidInput('fromInstitutionId', 'is no member of the community.');
  await requireDrug(context, input.drugCode);
  // What a member sent is on its shelf or on its way whatever its expiry: it arrives, and is adjusted.
  if (from === null) checkExpiry(context, input.expiresOn);
  const key = keyOf(viewer.institutionId, input);
  const { expiresOn, quantity } = input;
  const content = [key.drugCode, key.number, expiresOn, quantity, from, input.reason.trim()];
  const asked = { ...input, digest: contentDigest(['receive', ...content]) };
  return moveOnce(context, asked, (manager, said) =>
    takeInBatch(manager, { key, from, expiresOn, quantity }, said, stockRules.mostUnits),
  );
}

/** Refuses what has expired, or lasts less than the rules ask for; names the field. */
export function checkExpiry(
  { now, stockRules }: Pick<PharmacyContext, 'now' | 'stockRules'>,
  expiresOn: string,
) {
  const left = daysBetween(shanghaiDay(now()), expiresOn);
  if (left < 0) throw new InvalidInput('expiresOn', 'is past: the batch has expired.');
  if (left < stockRules.leastDaysToExpiry)
    throw new InvalidInput(
      'expiresOn',
      `must be ${stockRules.leastDaysToExpiry} days from now or later.`,
    );
}
