import { resolve } from 'node:path';
import { type Entry, readDataFile } from '../config/data-file';
import { isCalendarDay } from './calendar-day';
import { endOfShanghaiDay, shanghaiDay } from './shanghai-day';

/** On which days offices work; a county edits the file when the holidays of a year are announced. */
export interface WorkingDays {
  /** The last moment of the working day that comes `count` working days after the instant's own day. */
  endAfter(instant: Date, count: number): Date;
  /** The same time of day, so many working days later. */
  sameTimeAfter(instant: Date, count: number): Date;
}

const standardFile = resolve(__dirname, '../../data/working-days.json');

/** Holidays of a year are at most some weeks: a file that has longer ones is faulty. */
const longestHoliday = 31;

/** Throws DataFileError with the first fault. */
export function readWorkingDays(path: string = standardFile): WorkingDays {
  const { body } = readDataFile(path);
  const free = new Set(body.entries('holidays', 'name').flatMap(daysOf));
  const worked = new Set(body.texts('workedWeekends'));
  for (const day of worked)
    if (!isCalendarDay(day) || !isWeekend(day) || free.has(day))
      throw body.fail(`workedWeekends holds ${day}: each must be a Saturday or Sunday, no holiday`);
  const isWorked = (day: string) => worked.has(day) || (!free.has(day) && !isWeekend(day));
  /** How many calendar days later that working day is. */
  const daysUntil = (instant: Date, count: number) => {
    let days = 0;
    for (let left = count; left > 0; ) {
      days += 1;
      if (isWorked(shanghaiDay(endOfShanghaiDay(instant, days)))) left -= 1;
    }
    return days;
  };
  return {
    endAfter: (instant, count) =>
      count > 0 ? endOfShanghaiDay(instant, daysUntil(instant, count)) : instant,
    sameTimeAfter: (instant, count) =>
      new Date(instant.getTime() + daysUntil(instant, count) * dayLength),
  };
}

const dayLength = 24 * 3600 * 1000;
const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);
const isWeekend = (day: string) => [0, 6].includes(new Date(midnight(day)).getUTCDay());

function daysOf(entry: Entry): string[] {
  const [from, to] = [midnight(entry.day('from')), midnight(entry.day('to'))];
  const length = (to - from) / dayLength + 1;
  if (length < 1 || length > longestHoliday)
    throw entry.fail(`must be from 1 to ${longestHoliday} days, from its first to its last`);
  return Array.from({ length }, (_, index) =>
    new Date(from + index * dayLength).toISOString().slice(0, 10),
  );
}
