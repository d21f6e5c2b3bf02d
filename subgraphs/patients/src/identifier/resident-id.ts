import { withResidentCheck } from '@lianyi/shared/text/check-digits';
import { isCalendarDay } from '@lianyi/shared/time/calendar-day';

export interface ReadNumber {
  /** 18 characters, upper-case X. */
  readonly value: string;
  /** The calendar day the number states. */
  readonly birthDate: string;
}

/**
 * Reads a resident identity number (居民身份证号): 18 characters with their check digit, or the
 * old 15 digits, which become 18 of the 20th century. Yields the cause where it is not one. The
 * region is not judged: it is the place of first registration and may have been abolished.
 */
export function readResidentId(
  text: string,
  { earliestBirth, today }: { earliestBirth: string; today: string },
): ReadNumber | { readonly problem: string } {
  const old = /^\d{15}$/.test(text);
  if (!old && !/^\d{17}[\dX]$/.test(text))
    return { problem: 'must have 18 characters, or 15 digits of an old number.' };
  const digits = old ? `${text.slice(0, 6)}19${text.slice(6)}` : text.slice(0, 17);
  const value = withResidentCheck(digits);
  if (!old && text !== value) return { problem: 'has a wrong check digit.' };
  const birthDate = digits.slice(6, 14).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
  if (!isCalendarDay(birthDate)) return { problem: 'holds a day of birth that does not exist.' };
  if (birthDate > today) return { problem: 'holds a day of birth in the future.' };
  if (birthDate < earliestBirth) return { problem: 'holds a day of birth too long ago.' };
  return { value, birthDate };
}
