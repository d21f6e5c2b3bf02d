import { laterMonth, startOfShanghaiMonth } from '../time/calendar-month';
import { InvalidInput } from './domain-error';

/** A half of a calendar year in Shanghai. */
export interface HalfYear {
  readonly year: number;
  readonly half: number;
  readonly from: Date;
  /** The first moment after it. */
  readonly to: Date;
}

/** Refuses with INVALID_INPUT naming the field. */
export function halfYearOf(year: number, half: number): HalfYear {
  if (year < 2000 || year > 2999) throw new InvalidInput('year', 'must be from 2000 to 2999.');
  if (half !== 1 && half !== 2) throw new InvalidInput('half', 'must be 1 or 2.');
  const first = laterMonth(`${year}-01`, (half - 1) * 6);
  const [from, to] = [startOfShanghaiMonth(first), startOfShanghaiMonth(laterMonth(first, 6))];
  return { year, half, from, to };
}
