import { daysBetween, laterDay } from '@lianyi/shared/time/calendar-day';
import { laterMonth } from '@lianyi/shared/time/calendar-month';

/** How often something is owed. Weeks begin on Monday. */
export const unitKinds = ['WEEK', 'MONTH', 'HALF_YEAR', 'YEAR'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Calendar days, the first and the last counted. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

export const lengthOf = ({ start, end }: Days): number => daysBetween(start, end) + 1;

const aMonday = '1970-01-05';
const monthsIn = { MONTH: 1, HALF_YEAR: 6, YEAR: 12 } as const;

/** The week, month, half-year or year that a day is in. */
export function unitAt(kind: UnitKind, day: string): Days {
  if (kind === 'WEEK') {
    const sinceMonday = ((daysBetween(aMonday, day) % 7) + 7) % 7;
    const start = laterDay(day, -sinceMonday);
    return { start, end: laterDay(start, 6) };
  }
  const months = monthsIn[kind];
  const past = (Number(day.slice(5, 7)) - 1) % months;
  const first = laterMonth(day.slice(0, 7), -past);
  return { start: `${first}-01`, end: laterDay(`${laterMonth(first, months)}-01`, -1) };
}

/** The units of a span of days, by time; the first and the last may reach beyond it. */
export function unitsOf(kind: UnitKind, { start, end }: Days): Days[] {
  const units: Days[] = [];
  for (let day = start; day <= end; ) {
    const unit = unitAt(kind, day);
    units.push(unit);
    day = laterDay(unit.end, 1);
  }
  return units;
}
