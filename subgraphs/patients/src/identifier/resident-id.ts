const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkSigns = '10X98765432';

/** The check digit of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
const checkDigit = (digits: string) =>
  checkSigns.charAt(weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);

const isDay = (day: string) => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

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
  const check = checkDigit(digits);
  if (!old && text[17] !== check) return { problem: 'has a wrong check digit.' };
  const birthDate = digits.slice(6, 14).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
  if (!isDay(birthDate)) return { problem: 'holds a day of birth that does not exist.' };
  if (birthDate > today) return { problem: 'holds a day of birth in the future.' };
  if (birthDate < earliestBirth) return { problem: 'holds a day of birth too long ago.' };
  return { value: `${digits}${check}`, birthDate };
}
