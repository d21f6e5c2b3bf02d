import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import type { ReadObservation } from './read-observation';

/** What stands against reading a value as it was printed. */
export const readingIssues = [
  'UNKNOWN_CODE',
  'NOT_A_NUMBER',
  'NOT_A_DEGREE',
  'NO_UNIT',
  'UNKNOWN_UNIT',
  'UNIT_NOT_COMPARABLE',
  'SAMPLED_AFTER_REPORT',
] as const;
export type ReadingIssue = (typeof readingIssues)[number];

type Read = Pick<
  ReadObservation,
  'itemCode' | 'mapped' | 'number' | 'unit' | 'ucumUnit' | 'comparable'
>;

/** What of a stored value could not be read; the print stays as it is. */
export function issuesOf(
  read: Read,
  { effectiveAt, issuedAt }: { effectiveAt: Date | null; issuedAt: Date },
  catalogue: Catalogue,
): ReadingIssue[] {
  const issue = issueOfValue(read, catalogue);
  const isLater = effectiveAt !== null && shanghaiDay(effectiveAt) > shanghaiDay(issuedAt);
  return [...(issue ? [issue] : []), ...(isLater ? ['SAMPLED_AFTER_REPORT' as const] : [])];
}

function issueOfValue(read: Read, { find, units }: Catalogue): ReadingIssue | null {
  const item = read.mapped ? find(read.itemCode) : null;
  if (item === null) return 'UNKNOWN_CODE';
  if (read.comparable) return null;
  if (item.scale !== 'QUANTITATIVE') return 'NOT_A_DEGREE';
  if (read.number === null) return 'NOT_A_NUMBER';
  if (read.ucumUnit !== null) return 'UNIT_NOT_COMPARABLE';
  return read.unit === null || units.isAbsent(read.unit) ? 'NO_UNIT' : 'UNKNOWN_UNIT';
}
