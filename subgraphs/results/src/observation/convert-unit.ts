import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { Units } from '../catalogue/read-units';

export interface Conversion {
  /** UCUM. */
  readonly from: string;
  readonly to: string;
  /** Grams per mole, where mass and amount may be converted; null: they may not. */
  readonly molarMass: number | null;
}

/** A number in another UCUM unit; null where UCUM does not convert the one to the other. */
export function convertUnit(
  number: number,
  { from, to, molarMass }: Conversion,
  { interchangeable }: Pick<Units, 'interchangeable'>,
): number | null {
  const counted = (unit: string) =>
    interchangeable.reduce((text, one) => text.replace(one.printed, one.counted), unit);
  const options = molarMass === null ? {} : { molecularWeight: molarMass };
  try {
    const ucum = UcumLhcUtils.getInstance();
    const { status, toVal } = ucum.convertUnitTo(counted(from), number, counted(to), options);
    return status === 'succeeded' ? toVal : null;
  } catch {
    // The library throws on pairs of which one has no dimension: they do not convert.
    return null;
  }
}
