import { parseValue, plain } from '../observation/parse-value';

export interface Reported {
  readonly value: string;
  readonly unit: string | null;
}

/**
 * Whether what somebody read back is what was reported: the same number with the same comparator,
 * however it is written (`2.50` for `2.5`, full-width digits, the unit behind it or not), else
 * the same text.
 */
export function isReadBack(given: string, { value, unit }: Reported): boolean {
  const said = withoutUnit(given, unit);
  const [read, reported] = [parseValue(said), parseValue(value)];
  if (reported.number === null) return fold(said) === fold(value);
  return read.number === reported.number && read.comparator === reported.comparator;
}

/** Of an exam: a part of its conclusion that says something. */
export const isReadBackOfExam = (given: string, conclusion: string): boolean =>
  fold(given).length >= 2 && fold(conclusion).includes(fold(given));

function withoutUnit(given: string, unit: string | null): string {
  const text = plain(given);
  const behind = unit === null ? '' : plain(unit);
  return behind !== '' && text.toLowerCase().endsWith(behind.toLowerCase())
    ? text.slice(0, -behind.length)
    : text;
}

const fold = (text: string) => plain(text).toLowerCase().replaceAll(/\s+/g, '');
