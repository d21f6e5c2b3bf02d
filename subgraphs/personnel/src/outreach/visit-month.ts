import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import {
  isCalendarMonth,
  laterMonth,
  startOfShanghaiMonth,
} from '@lianyi/shared/time/calendar-month';

/** The first moment of a month such as 2026-05 in Shanghai, and of the one after it. */
export function boundsOfMonth(month: string): [Date, Date] {
  if (!isCalendarMonth(month)) throw new InvalidInput('month', 'must be a month such as 2026-05.');
  return [startOfShanghaiMonth(month), startOfShanghaiMonth(laterMonth(month, 1))];
}

/** The days of a month, the first and the last. */
export const daysOfMonth = (month: string) => ({
  start: `${month}-01`,
  end: laterDay(`${laterMonth(month, 1)}-01`, -1),
});
