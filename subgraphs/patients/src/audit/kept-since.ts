import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';

/**
 * The first Shanghai day that stays where the log is kept for this many months: today's date,
 * that many months ago, or the last day of that month where it has no such date.
 */
export function keptSince(now: Date, months: number): string {
  const [year = 0, month = 0, day = 0] = shanghaiDay(now).split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const since = Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth));
  return new Date(since).toISOString().slice(0, 10);
}
