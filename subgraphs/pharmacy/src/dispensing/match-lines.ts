import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PharmacyContext } from '../context';
import type { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import type { PrescriptionItem } from '../prescription/prescription-item.entity';
import type { LinePlace } from './dispensing.errors';
import type { DispensingLineInput } from './dispensing.inputs';

/** A line that is handed out, and what of the sheet it stands for. */
export interface MatchedLine extends LinePlace {
  readonly quantity: number;
  readonly item: PrescriptionItem;
  /** The drug of the sheet, where another is handed out; null where it is that drug. */
  readonly substituteFor: string | null;
}

/**
 * Finds each line on the sheet, drugs in the order of their codes, as shelves are held. Refuses
 * with INVALID_INPUT what is no drug, what is not on the sheet, and a substitute that is not the
 * same.
 */
export async function matchLines(
  context: Pick<PharmacyContext, 'dispensing' | 'drugs'>,
  lines: readonly DispensingLineInput[],
  items: readonly PrescriptionItem[],
): Promise<MatchedLine[]> {
  const matched = await Promise.all(
    lines.map((line, at) => matchLine(context, line, `lines[${at}]`, items)),
  );
  return matched.sort((one, other) => (one.drugCode < other.drugCode ? -1 : 1));
}

async function matchLine(
  context: Pick<PharmacyContext, 'dispensing' | 'drugs'>,
  { drugCode, quantity, substituteFor: named }: DispensingLineInput,
  field: string,
  items: readonly PrescriptionItem[],
): Promise<MatchedLine> {
  const drug = await context.drugs.get(drugCode);
  if (drug === null)
    throw new InvalidInput(`${field}.drugCode`, 'is no drug of the catalogue. drugs lists them.');
  const substituteFor = named == null || named === drugCode ? null : named;
  const item = items.find((one) => one.drugCode === (substituteFor ?? drugCode));
  if (!item)
    throw substituteFor === null
      ? new InvalidInput(
          `${field}.drugCode`,
          'is not on the prescription. Where it stands for a drug that is, name that in substituteFor.',
        )
      : new InvalidInput(`${field}.substituteFor`, 'is not on the prescription.');
  if (substituteFor !== null)
    checkSubstitute(context, {
      drug,
      field,
      prescribed: await existingDrug(context, substituteFor),
    });
  return { field, drugCode, quantity, item, substituteFor };
}

interface Substitution {
  readonly field: string;
  readonly drug: Drug;
  readonly prescribed: Drug;
}

/** What a substitute shares the rules say; a trait that is not told is shared by none. */
function checkSubstitute(
  { dispensing }: Pick<PharmacyContext, 'dispensing'>,
  { drug, field, prescribed }: Substitution,
) {
  const other = dispensing.substituteShares.find(
    (trait) => drug[trait] === null || drug[trait] !== prescribed[trait],
  );
  if (other)
    throw new InvalidInput(
      `${field}.substituteFor`,
      `is another drug: the ${other} of the two differs. The prescriber decides on that.`,
    );
}
