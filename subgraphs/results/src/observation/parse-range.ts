import { parseValue, plain } from './parse-value';

/** Limits of a printed reference range; a missing limit is null, an open one excludes itself. */
export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

const number = String.raw`[-+]?(?:\d+(?:\.\d+)?|\.\d+)`;
const between = new RegExp(`^(${number})(?:-{1,2}|~|至|to|–|—|－|-{1,2}>)(${number})$`, 'i');

/**
 * Reads a printed range: `3.5-9.5`, `3.5～9.5`, `(3.5--9.5)`, `<5.2`, `≥1.0`. Null where it is
 * text, depends on sex or age, or its limits are the wrong way round.
 */
export function parseRange(text: string): Limits | null {
  const range = plain(text)
    .replaceAll(/\s+/g, '')
    .replace(/^[([]([^()[\]]*)[)\]]$/, '$1');
  const match = between.exec(range);
  if (match) {
    const [low, high] = [Number(match[1]), Number(match[2])];
    return low <= high ? { low, high, lowOpen: false, highOpen: false } : null;
  }
  const { number: limit, comparator } = parseValue(range);
  if (limit === null || comparator === null) return null;
  return comparator.startsWith('<')
    ? { low: null, high: limit, lowOpen: false, highOpen: comparator === '<' }
    : { low: limit, high: null, lowOpen: comparator === '>', highOpen: false };
}
