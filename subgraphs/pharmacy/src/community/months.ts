import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { laterMonth, startOfShanghaiMonth } from '@lianyi/shared/time/calendar-month';

/** Months a table of numbers holds at most. */
const mostMonths = 24;

/** The whole months a period touches, as a table a statement joins, and its parameters. */
export interface MonthTable {
  readonly months: readonly string[];
  readonly sql: string;
  readonly parameters: readonly (string | Date)[];
  /** The first moment of the first month, and of the one after the last. */
  readonly from: Date;
  readonly to: Date;
}

/** Refuses with INVALID_INPUT where the period ends before it begins, or is longer than 24 months. */
export function monthTable(period: PeriodInput): MonthTable {
  const months = monthsOf(period, mostMonths);
  const rows = months.map((_, at) =>
    at === 0 ? 'SELECT ? AS `month`, ? AS `start`, ? AS `end`' : 'SELECT ?, ?, ?',
  );
  return {
    months,
    sql: `(${rows.join(' UNION ALL ')})`,
    parameters: months.flatMap((month) => [
      month,
      startOfShanghaiMonth(month),
      startOfShanghaiMonth(laterMonth(month, 1)),
    ]),
    from: startOfShanghaiMonth(months[0]),
    to: startOfShanghaiMonth(laterMonth(months.at(-1) ?? months[0], 1)),
  };
}
