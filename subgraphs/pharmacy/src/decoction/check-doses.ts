import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PharmacyContext } from '../context';
import { existingDrug } from '../drug/drug.service';
import { FindingSeverity, type Prescription } from '../prescription/prescription.entity';
import type { PrescriptionItem } from '../prescription/prescription-item.entity';
import { checkPieceGrams } from '../sheet/check-piece-grams';

/**
 * What a dose holds too much of, where the sheet's reason allows it. The sheet was checked by days; of fewer
 * doses each holds more. Refuses with INVALID_INPUT where a toxic piece passes its limit.
 */
export async function checkDoses(
  context: Pick<PharmacyContext, 'drugs' | 'safety'>,
  { issuedAt, reason }: Pick<Prescription, 'issuedAt' | 'reason'>,
  items: readonly PrescriptionItem[],
  doses: number,
): Promise<string[]> {
  const known = await Promise.all(
    items.map(async ({ dosage, drugCode, quantity }) => {
      const drug = await existingDrug(context, drugCode, issuedAt);
      return { drug, dosage, quantity, days: doses };
    }),
  );
  const found = checkPieceGrams({ items: known, reason }, context.safety.pieceLimits);
  const blocking = found.find(({ severity }) => severity === FindingSeverity.BLOCKING);
  if (blocking)
    throw new InvalidInput('doses', `must be more, so that a dose holds less: ${blocking.text}.`);
  return found.map(({ text }) => text);
}
