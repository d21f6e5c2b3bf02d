import { withResidentCheck } from '@lianyi/shared/text/check-digits';
import { isCalendarDay } from '@lianyi/shared/time/calendar-day';

/** True for 18 characters with a day of birth and the right check character (x counts as X). */
export function isResidentId(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  if (withResidentCheck(text.slice(0, 17)) !== text.toUpperCase()) return false;
  return isCalendarDay(text.slice(6, 14).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3'));
}
