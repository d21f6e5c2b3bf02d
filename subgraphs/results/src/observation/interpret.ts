import type { Interpretation, Words } from '../catalogue/read-words';
import { type Limits, parseRange } from './parse-range';
import { type PrintedNumber, parseValue } from './parse-value';

export interface PrintedResult {
  readonly value: string;
  readonly referenceRange: string | null;
  readonly flag: string | null;
  /** A name such as a blood group is neither normal nor abnormal by its word alone. */
  readonly nominal: boolean;
}

/**
 * What a result means, from what the laboratory printed and nothing else: its flag, else the
 * value against the printed range, else the word itself (阴性, 2+). NORMAL where nothing
 * printed says otherwise. Critical values come from the flag alone.
 */
export function interpret(printed: PrintedResult, words: Words): Interpretation {
  const flag = printed.flag === null ? null : words.flag(printed.flag);
  if (flag) return flag;
  const arrow = /([↑↓*]{1,2})\s*$/.exec(printed.value)?.[1];
  const glued = arrow === undefined ? null : words.flag(arrow);
  if (glued) return glued;
  const limits = printed.referenceRange === null ? null : parseRange(printed.referenceRange);
  const measured = parseValue(printed.value);
  if (limits && measured.number !== null) return against(limits, measured);
  return byWord(printed, words);
}

function against(limits: Limits, { number, comparator }: PrintedNumber): Interpretation {
  if (number === null) return 'NORMAL';
  const { low, high, lowOpen, highOpen } = limits;
  // `<0.01` lies below a limit only where 0.01 itself does not lie above it.
  const below =
    comparator === '<' ? lowest(number, low) : low !== null && isBelow(number, low, lowOpen);
  const above =
    comparator === '>' ? highest(number, high) : high !== null && isBelow(high, number, highOpen);
  if (below && !comparator?.startsWith('>')) return 'LOW';
  if (above && !comparator?.startsWith('<')) return 'HIGH';
  return 'NORMAL';
}

const isBelow = (one: number, other: number, orEqual: boolean) =>
  orEqual ? one <= other : one < other;
const lowest = (number: number, low: number | null) => low !== null && number <= low;
const highest = (number: number, high: number | null) => high !== null && number >= high;

function byWord({ value, referenceRange, nominal }: PrintedResult, words: Words): Interpretation {
  const degree = words.degree(value);
  const expected = referenceRange === null ? null : words.degree(referenceRange);
  if (degree === null) return 'NORMAL';
  if (expected !== null) return degree === expected ? 'NORMAL' : 'ABNORMAL';
  const eitherIsUsual = referenceRange !== null || nominal;
  return degree === 'POSITIVE' && !eitherIsUsual ? 'ABNORMAL' : 'NORMAL';
}
