import { describe, expect, it } from '@jest/globals';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import fc from 'fast-check';
import type { GuidanceMinimum } from './guidance-rules';
import { type CountedVisit, sharesOf } from './shares';
import { type UnitKind, unitAt, unitKinds } from './units';

type Minimum = Pick<GuidanceMinimum, 'per' | 'required' | 'counts' | 'leastCount' | 'leastMinutes'>;

/** The unit of a day by what a calendar on the wall says of that day alone. */
function nameOf(per: UnitKind, day: string): string {
  const [year, month] = [day.slice(0, 4), day.slice(5, 7)];
  if (per === 'YEAR') return year;
  if (per === 'MONTH') return `${year}-${month}`;
  if (per === 'HALF_YEAR') return `${year} ${month <= '06' ? 'first' : 'second'}`;
  let monday = day;
  while (new Date(`${monday}T00:00:00Z`).getUTCDay() !== 1) monday = laterDay(monday, -1);
  return monday;
}

/** How many days the unit has that a day is in, found by walking to both its ends. */
function lengthAround(per: UnitKind, day: string): number {
  const name = nameOf(per, day);
  let days = 1;
  for (let at = laterDay(day, -1); nameOf(per, at) === name; at = laterDay(at, -1)) days += 1;
  for (let at = laterDay(day, 1); nameOf(per, at) === name; at = laterDay(at, 1)) days += 1;
  return days;
}

/** Day by day: each owes its share of what its unit owes, and has the visits that were that day. */
function dayByDay(
  minimum: Minimum,
  { start, end }: { readonly start: string; readonly end: string },
  owedFrom: string,
  visits: readonly CountedVisit[],
) {
  const found = new Map<string, { days: number; of: number; done: number }>();
  for (let day = start; day <= end; day = laterDay(day, 1)) {
    if (day < owedFrom) continue;
    const name = nameOf(minimum.per, day);
    const known = found.get(name);
    const unit = known ?? { days: 0, of: lengthAround(minimum.per, day), done: 0 };
    found.set(name, unit);
    unit.days += 1;
    for (const { day: on, count, minutes } of visits)
      if (on === day && count >= minimum.leastCount && minutes >= minimum.leastMinutes)
        unit.done += minimum.counts === 'COUNT' ? count : 1;
  }
  return [...found.values()].map(({ days, of, done }) => ({
    required: Math.floor((minimum.required * days) / of),
    done,
  }));
}

/** Around two turns of the year and two leap days. */
const day = fc.integer({ min: 0, max: 1900 }).map((days) => laterDay('2023-06-01', days));
const minimum: fc.Arbitrary<Minimum> = fc.record({
  per: fc.constantFrom(...unitKinds),
  required: fc.integer({ min: 1, max: 5 }),
  counts: fc.constantFrom('VISITS', 'COUNT'),
  leastCount: fc.integer({ min: 1, max: 3 }),
  leastMinutes: fc.constantFrom(0, 240),
});
const visit: fc.Arbitrary<CountedVisit> = fc.record({
  ...{ day, count: fc.integer({ min: 1, max: 4 }) },
  minutes: fc.constantFrom(239, 240),
});

describe('guidance owed and done', () => {
  it('is what a count day by day says, over year ends and leap days', () => {
    fc.assert(
      fc.property(
        ...[minimum, day, fc.nat(500), day, fc.array(visit, { maxLength: 40 })],
        (rule, start, length, owedFrom, visits) => {
          const period = { start, end: laterDay(start, length) };
          const shares = sharesOf(rule, period, owedFrom, visits);
          expect(shares.map(({ required, done }) => ({ required, done }))).toEqual(
            dayByDay(rule, period, owedFrom, visits),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each<[UnitKind, string, string, string]>([
    ['WEEK', '2024-12-31', '2024-12-30', '2025-01-05'],
    ['WEEK', '2024-03-03', '2024-02-26', '2024-03-03'],
    ['WEEK', '1969-12-31', '1969-12-29', '1970-01-04'],
    ['MONTH', '2024-02-10', '2024-02-01', '2024-02-29'],
    ['HALF_YEAR', '2026-06-30', '2026-01-01', '2026-06-30'],
    ['HALF_YEAR', '2026-07-01', '2026-07-01', '2026-12-31'],
    ['YEAR', '2028-02-29', '2028-01-01', '2028-12-31'],
  ])('is counted by the %s of %s', (per, on, start, end) => {
    expect(unitAt(per, on)).toEqual({ start, end });
  });

  it('is owed by days from the day it is owed from, counted down', () => {
    const twice: Minimum = {
      ...{ per: 'YEAR', required: 2, counts: 'VISITS', leastCount: 1, leastMinutes: 0 },
    };
    const year = { start: '2026-01-01', end: '2026-12-31' };
    const owedFrom = (day: string) => sharesOf(twice, year, day, [])[0]?.required;
    // 365 days owe two: 183 days owe one, and 182 none.
    expect(['2026-01-01', '2026-01-02', '2026-07-02', '2026-07-03'].map(owedFrom)).toEqual([
      ...[2, 1, 1, 0],
    ]);
  });
});
