import { daysBetween } from '@lianyi/shared/time/calendar-day';
import type { Posting } from './posting.entity';
import type { PostingRules } from './posting-rules';

type Days = Pick<Posting, 'start' | 'plannedEnd' | 'end'>;

/** The last day a posting is in force: its real end, else the planned one; null while it is open. */
export const lastDayOf = ({ end, plannedEnd }: Days): string | null => end ?? plannedEnd;

/** The same in SQL, for conditions on `posting`. */
export const lastDayColumn = 'COALESCE(`end`, `plannedEnd`)';

/** Whether two postings have a day in common. */
export function sharesDays(one: Days, other: Days): boolean {
  const [last, otherLast] = [lastDayOf(one), lastDayOf(other)];
  return (last === null || other.start <= last) && (otherLast === null || one.start <= otherLast);
}

/** Days of a posting from its first to a day, both counted; 0 before it begins. */
export function daysSoFar(posting: Days, day: string): number {
  const last = lastDayOf(posting);
  const until = last !== null && last < day ? last : day;
  return Math.max(0, daysBetween(posting.start, until) + 1);
}

/** Whether a posting has lasted as its kind asks; so much leave as is allowed counts as present. */
export function lastedLongEnough(
  posting: Days & Pick<Posting, 'kind' | 'daysPresent'>,
  rules: PostingRules,
  day: string,
): boolean {
  const days = daysSoFar(posting, day);
  const leave = posting.end === null ? 0 : days - posting.daysPresent;
  const counted = days - Math.max(0, leave - rules.leaveDaysAllowed);
  return counted >= rules.of(posting.kind).leastDays;
}
