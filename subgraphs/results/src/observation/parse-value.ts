/** The number a laboratory printed, beside its text. */
export interface PrintedNumber {
  readonly number: number | null;
  /** `<`, `<=`, `>` or `>=`; null where the number is exact or there is none. */
  readonly comparator: Comparator | null;
}
export type Comparator = '<' | '<=' | '>' | '>=';

const comparators: Readonly<Record<string, Comparator>> = {
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '≦': '<=',
  '>': '>',
  '>=': '>=',
  '≥': '>=',
  '≧': '>=',
};

const numeral = String.raw`-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d{1,3})?`;
/** Laboratory systems glue the arrow or star of the flag to the value. */
const flagged = String.raw`(?:[↑↓*]{1,2}|(?<=\d)\s+(?:HH|LL|H|L))?`;
const printed = new RegExp(String.raw`^([<>]=?|[≤≥≦≧])?\s*(${numeral})\s*${flagged}$`, 'i');

/** Comparators as some laboratories write them out. */
const written: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:小于等于|小于或等于|不大于)/, '<='],
  [/^(?:大于等于|大于或等于|不小于)/, '>='],
  [/^小于/, '<'],
  [/^大于/, '>'],
];

/** Full-width digits and signs read as their usual forms; for reading only, never for storing. */
export function plain(text: string): string {
  const folded = text.normalize('NFKC').trim();
  const found = written.find(([words]) => words.test(folded));
  return found ? folded.replace(found[0], found[1]) : folded;
}

/**
 * Reads the number of a printed value: `<0.01`, `＞1000`, `小于5`, `1,200`, `12.5↑`. Text, titres
 * (`1:80`), degrees (`2+`) and a decimal comma have none.
 */
export function parseValue(value: string): PrintedNumber {
  const match = printed.exec(plain(value));
  const digits = match?.[2]?.replaceAll(',', '') ?? '';
  const number = /\d/.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isFinite(number)) return { number: null, comparator: null };
  return { number, comparator: comparators[match?.[1] ?? ''] ?? null };
}
