import type { Entry } from '@lianyi/shared/config/data-file';
import { TitleLevel } from '../practitioner/practitioner.entity';

/** From the highest title down. */
const titlesInOrder = Object.values(TitleLevel);

/** Titles a person may have: the `leastTitle` of an entry and those above it. */
export const titlesFrom = (entry: Entry): TitleLevel[] =>
  titlesInOrder.slice(0, titlesInOrder.indexOf(entry.oneOf('leastTitle', titlesInOrder)) + 1);

/** A list of at least one of the words. */
export function choices<Choice extends string>(
  entry: Entry,
  field: string,
  allowed: readonly Choice[],
): Choice[] {
  const named = entry.texts(field);
  const known = allowed.filter((one) => named.includes(one));
  if (known.length === 0 || known.length !== named.length)
    throw entry.fail(`${field} must name some of ${allowed.join(', ')}, each once`);
  return known;
}

/** A whole number of at least `least`. */
export function wholeNumber(entry: Entry, field: string, least: number): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < least)
    throw entry.fail(`${field} must be a whole number, ${least} or more`);
  return count;
}
