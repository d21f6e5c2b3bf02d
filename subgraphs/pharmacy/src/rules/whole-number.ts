import type { Entry } from '@lianyi/shared/config/data-file';

/** A whole number of a data file, `least` or more. Throws DataFileError. */
export function wholeNumber(entry: Entry, field: string, least: number): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < least)
    throw entry.fail(`${field} must be a whole number, ${least} or more`);
  return count;
}
