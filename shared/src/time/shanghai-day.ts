/** Asia/Shanghai has kept this offset, without summer time, since 1991. */
const offset = 8 * 3600 * 1000;
const dayLength = 24 * 3600 * 1000;

/** The first moment of the Shanghai day `days` calendar days before the instant's own (design rule 10). */
export function startOfShanghaiDayBefore(instant: Date, days: number): Date {
  const day = Math.floor((instant.getTime() + offset) / dayLength);
  return new Date((day - days) * dayLength - offset);
}

/** The first moment of the Shanghai day `days` calendar days after the instant's own. */
export const startOfShanghaiDayAfter = (instant: Date, days: number): Date =>
  startOfShanghaiDayBefore(instant, -days);

/** Names of days, by their number: a record asks for the same few thousands of times. */
const names = new Map<number, string>();
const mostNames = 10_000;

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`: the day a rule counts in (design rule 10). */
export function shanghaiDay(instant: Date): string {
  const day = Math.floor((instant.getTime() + offset) / dayLength);
  const known = names.get(day);
  if (known !== undefined) return known;
  const name = new Date(day * dayLength).toISOString().slice(0, 10);
  if (names.size >= mostNames) names.clear();
  names.set(day, name);
  return name;
}

/** The last millisecond of the Shanghai day `days` calendar days after the instant's own. */
export function endOfShanghaiDay(instant: Date, days: number): Date {
  const day = Math.floor((instant.getTime() + offset) / dayLength);
  return new Date((day + days + 1) * dayLength - offset - 1);
}

/** The first moment of a Shanghai calendar day `YYYY-MM-DD`, or of the one `days` days after it. */
export const startOfShanghaiDay = (day: string, days = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength - offset);
