import { daysBetween, laterDay } from '@lianyi/shared/time/calendar-day';

/** Calendar days, the first and the last counted; `last` null goes on. */
export interface DaySpan {
  readonly start: string;
  readonly last: string | null;
}

export interface Gap {
  readonly start: string;
  readonly end: string;
}

/** The days from `first` to `last`, both counted, that are in none of the spans, by time. */
export function gapsBetween(spans: readonly DaySpan[], first: string, last: string): Gap[] {
  const gaps: Gap[] = [];
  let open = first;
  const inOrder = [...spans].sort((one, other) => (one.start < other.start ? -1 : 1));
  for (const span of inOrder) {
    if (span.start > last) break;
    if (span.start > open) gaps.push({ start: open, end: laterDay(span.start, -1) });
    if (span.last === null || span.last >= last) return gaps;
    if (span.last >= open) open = laterDay(span.last, 1);
  }
  if (open <= last) gaps.push({ start: open, end: last });
  return gaps;
}

export const daysOf = (gaps: readonly Gap[]): number =>
  gaps.reduce((days, { start, end }) => days + daysBetween(start, end) + 1, 0);
