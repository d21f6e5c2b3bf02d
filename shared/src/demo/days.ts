const dayMilliseconds = 86_400_000;
/** Asia/Shanghai has no daylight saving time. */
const shanghaiOffset = 8 * 3_600_000;

const numbers = new Map<string, number>();

/** Days since 1970-01-01 of a calendar day `YYYY-MM-DD`; each read once, a century is few. */
export function dayNumber(day: string): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00:00Z`) / dayMilliseconds;
  numbers.set(day, number);
  return number;
}

const texts = new Map<number, string>();

/** The calendar day with this number, `YYYY-MM-DD`; each written once, a century is few. */
export function dayText(number: number): string {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * dayMilliseconds).toISOString().slice(0, 10);
  texts.set(number, text);
  return text;
}

/** The instant so many minutes after midnight, Shanghai time, of a day. */
export const instantOf = (day: number, minutes: number): Date =>
  new Date(day * dayMilliseconds - shanghaiOffset + Math.round(minutes * 60) * 1000);

/** The Shanghai day of an instant, `YYYY-MM-DD`. */
export const shanghaiDayOf = (instant: Date): string =>
  new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10);

export const laterBy = (instant: Date, minutes: number): Date =>
  new Date(instant.getTime() + Math.round(minutes * 60) * 1000);

/** Full years between two days, as a person's age counts. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
