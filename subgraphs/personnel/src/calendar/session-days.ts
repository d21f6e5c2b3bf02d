import { laterDay } from '@lianyi/shared/time/calendar-day';
import { laterMonth } from '@lianyi/shared/time/calendar-month';
import { type CalendarEntry, Recurrence } from './calendar-entry.entity';

type Days = Pick<CalendarEntry, 'recurrence' | 'firstDay' | 'lastDay'>;
type Times = Pick<CalendarEntry, 'startsAt' | 'endsAt'>;

/** Names as iCalendar has them, Sunday first. */
export const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
export type Weekday = (typeof weekdays)[number];

const weekdayNumber = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

export const weekdayOf = (day: string): Weekday => weekdays[weekdayNumber(day)] as Weekday;

/** Monday of a day's week. */
export const mondayOf = (day: string): string => laterDay(day, -((weekdayNumber(day) + 6) % 7));

/** Which of its weekday in the month a day is: 2 for the second Tuesday. */
export const placeInMonth = (day: string): number => Math.ceil(Number(day.slice(8)) / 7);

/** Days of an entry's sessions from one day to another, both counted. */
export function sessionDays(entry: Days, from: string, to: string): string[] {
  const first = from > entry.firstDay ? from : entry.firstDay;
  const last = to < entry.lastDay ? to : entry.lastDay;
  const days: string[] = [];
  let day = entry.firstDay;
  for (let count = 1; day <= last; count += 1) {
    if (day >= first) days.push(day);
    if (entry.recurrence === Recurrence.ONCE) break;
    day = nextDay(entry, day, count);
  }
  return days;
}

const nextDay = ({ recurrence, firstDay }: Days, day: string, count: number): string =>
  recurrence === Recurrence.WEEKLY
    ? laterDay(day, 7)
    : sameWeekdayOf(laterMonth(firstDay.slice(0, 7), count), firstDay);

/** The day of a month that stands in it as another stands in its own. */
function sameWeekdayOf(month: string, day: string): string {
  const first = `${month}-01`;
  const ahead = (weekdayNumber(day) - weekdayNumber(first) + 7) % 7;
  return laterDay(first, ahead + (placeInMonth(day) - 1) * 7);
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** How long each session lasts. */
export const sessionMinutes = ({ startsAt, endsAt }: Times): number =>
  minutesOf(endsAt) - minutesOf(startsAt);

/** Whether a session of one overlaps a session of the other; touching ends do not. */
export function sessionsOverlap(one: Days & Times, other: Days & Times): boolean {
  if (one.startsAt >= other.endsAt || other.startsAt >= one.endsAt) return false;
  const taken = new Set(sessionDays(one, other.firstDay, other.lastDay));
  return sessionDays(other, one.firstDay, one.lastDay).some((day) => taken.has(day));
}
