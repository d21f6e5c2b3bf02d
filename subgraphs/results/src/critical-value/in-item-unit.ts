import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { ItemUnit } from '../catalogue/item';
import type { Units } from '../catalogue/read-units';

/**
 * A measured number in the item's unit, which its limits are in. `ucumUnit` is one that was judged
 * comparable with it; null is the item's own. Null where UCUM does not convert it after all.
 */
export function inItemUnit(
  number: number,
  ucumUnit: string | null,
  { unit, molarMass }: Pick<ItemUnit, 'unit' | 'molarMass'>,
  { interchangeable }: Pick<Units, 'interchangeable'>,
): number | null {
  if (ucumUnit === null || unit === null || ucumUnit === unit) return number;
  const counted = (text: string) =>
    interchangeable.reduce((whole, one) => whole.replace(one.printed, one.counted), text);
  const options = molarMass === null ? {} : { molecularWeight: molarMass };
  try {
    const ucum = UcumLhcUtils.getInstance();
    const { status, toVal } = ucum.convertUnitTo(counted(ucumUnit), number, counted(unit), options);
    return status === 'succeeded' && toVal !== null ? rounded(toVal) : null;
  } catch {
    // The library throws on pairs of which one has no dimension.
    return null;
  }
}

/** Conversions leave a tail in the last digits, which must not decide at a limit. */
const rounded = (number: number) => Number(number.toPrecision(12));
