import { FindingSeverity, type PrescriptionFinding } from '../prescription/prescription.entity';
import type { PharmacyRules } from '../rules/pharmacy-rules';
import { checkAntiInfectives } from './check-anti-infectives';
import { checkDrugs } from './check-drugs';
import { checkKind } from './check-kind';
import { checkSafety } from './check-safety';
import { checkSheet } from './check-sheet';
import type { Sheet } from './sheet';

/** What the rules find in a sheet: what blocks it first. */
export function findingsOf(
  sheet: Sheet,
  { prescribing, safety }: Pick<PharmacyRules, 'prescribing' | 'safety'>,
): PrescriptionFinding[] {
  const found = [
    ...checkSheet(sheet, prescribing),
    ...checkDrugs(sheet, prescribing),
    ...checkAntiInfectives(sheet, prescribing),
    ...checkSafety(sheet, safety),
    ...checkKind(sheet, prescribing),
  ];
  const blocks = ({ severity }: PrescriptionFinding) => severity === FindingSeverity.BLOCKING;
  return [...found.filter(blocks), ...found.filter((one) => !blocks(one))];
}
