/** Asia/Shanghai has kept this offset, without summer time, since 1991. */
const offset = 8 * 3600 * 1000;
const dayLength = 24 * 3600 * 1000;

/** The first moment of the Shanghai day `days` calendar days before the instant's own (design rule 10). */
export function startOfShanghaiDayBefore(instant: Date, days: number): Date {
  const day = Math.floor((instant.getTime() + offset) / dayLength);
  return new Date((day - days) * dayLength - offset);
}
