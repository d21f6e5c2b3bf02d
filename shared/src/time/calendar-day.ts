const dayLength = 24 * 3600 * 1000;
const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const textOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** True for `YYYY-MM-DD` of a day that exists. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The calendar day so many days after another; before it where `days` is negative. */
export const laterDay = (day: string, days: number): string =>
  textOf(instantOf(day) + days * dayLength);

/** The same day of a later year; of 29 February where there is none, 1 March. */
export function yearsLater(day: string, years: number): string {
  const date = new Date(instantOf(day));
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return textOf(date.getTime());
}

/** How many days lie from one calendar day to another; negative where it is before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((instantOf(to) - instantOf(from)) / dayLength);

export const laterOf = (one: string, other: string): string => (one < other ? other : one);
export const earlierOf = (one: string, other: string): string => (one < other ? one : other);

/** Stands for the last day of what has none. */
export const endOfTime = '9999-12-31';
