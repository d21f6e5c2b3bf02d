import type { Catalogue } from '../catalogue/catalogue';
import type { Interpretation } from '../catalogue/read-words';
import { interpret } from './interpret';
import { type Comparator, parseValue } from './parse-value';
import type { UnitJudge } from './unit';

/** One value as a laboratory sent it. */
export interface PrintedObservation {
  readonly code: string;
  readonly name?: string | null | undefined;
  readonly value: string;
  readonly unit?: string | null | undefined;
  readonly referenceRange?: string | null | undefined;
  readonly flag?: string | null | undefined;
}

/** A value as printed, with number, unit, code and meaning beside it (design rule 9). */
export interface ReadObservation {
  readonly itemCode: string;
  readonly mapped: boolean;
  readonly printedCode: string;
  readonly printedName: string | null;
  readonly value: string;
  readonly number: number | null;
  readonly comparator: Comparator | null;
  readonly unit: string | null;
  readonly ucumUnit: string | null;
  readonly comparable: boolean;
  readonly referenceRange: string | null;
  readonly flag: string | null;
  readonly interpretation: Interpretation;
  readonly sensitive: boolean;
}

/** Reads a value by the catalogue and the sender's code table; what was printed stays as it is. */
export function readObservation(
  printed: PrintedObservation,
  institutionId: string,
  catalogue: Catalogue,
  units: UnitJudge,
): ReadObservation {
  const { code, name = null, value, unit = null, referenceRange = null, flag = null } = printed;
  const resolved = catalogue.resolve(institutionId, code);
  const item = resolved?.item ?? null;
  const { number, comparator } = parseValue(value);
  const judged = units.judge({ value, number, unit }, item, resolved?.agreedUnit);
  const nominal = item?.scale === 'NOMINAL';
  return {
    ...{
      itemCode: item?.code ?? code,
      mapped: item !== null,
      printedCode: code,
      printedName: name,
    },
    ...{ value, number, comparator, unit, referenceRange, flag },
    ...{ ucumUnit: judged.ucum, comparable: judged.comparable },
    interpretation: interpret({ value, referenceRange, flag, nominal }, catalogue.words),
    sensitive: item?.sensitive ?? false,
  };
}
