/** Asia/Shanghai has kept this offset, without summer time, since 1991. */
const offset = 8 * 3600 * 1000;
const dayLength = 24 * 3600 * 1000;

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`: the day a rule counts in (design rule 10). */
export const shanghaiDay = (instant: Date): string =>
  new Date(instant.getTime() + offset).toISOString().slice(0, 10);

/** The last millisecond of the Shanghai day `days` calendar days after the instant's own. */
export function endOfShanghaiDay(instant: Date, days: number): Date {
  const day = Math.floor((instant.getTime() + offset) / dayLength);
  return new Date((day + days + 1) * dayLength - offset - 1);
}

/** The first moment of a Shanghai calendar day, `days` days after the one given. */
export const startOfShanghaiDay = (day: string, days: number): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength - offset);
