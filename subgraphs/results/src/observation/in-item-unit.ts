import type { ItemUnit } from '../catalogue/item';
import type { Units } from '../catalogue/read-units';
import { convertUnit } from './convert-unit';

/**
 * A measured number in the item's unit, which its limits are in. `ucumUnit` is one that was judged
 * comparable with it; null is the item's own. Null where UCUM does not convert it after all.
 */
export function inItemUnit(
  number: number,
  ucumUnit: string | null,
  { unit, molarMass }: Pick<ItemUnit, 'unit' | 'molarMass'>,
  units: Pick<Units, 'interchangeable'>,
): number | null {
  if (ucumUnit === null || unit === null || ucumUnit === unit) return number;
  const converted = convertUnit(number, { from: ucumUnit, to: unit, molarMass }, units);
  return converted === null ? null : rounded(converted);
}

/** Conversions leave a tail in the last digits, which must not decide at a limit. */
const rounded = (number: number) => Number(number.toPrecision(12));
