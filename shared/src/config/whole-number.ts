import type { Entry } from './data-file';

/** A whole number of a data file that is not below `least`. Throws DataFileError naming the field. */
export function wholeNumber(entry: Entry, field: string, least: number): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < least)
    throw entry.fail(`${field} must be a whole number, ${least} or more`);
  return count;
}
