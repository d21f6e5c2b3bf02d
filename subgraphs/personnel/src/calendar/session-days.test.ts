import { describe, expect, it } from '@jest/globals';
import { daysBetween, laterDay } from '@lianyi/shared/time/calendar-day';
import fc from 'fast-check';
import { Recurrence } from './calendar-entry.entity';
import { mondayOf, placeInMonth, sessionDays, sessionsOverlap, weekdayOf } from './session-days';

const day = fc
  .integer({ min: 18_000, max: 23_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
const hour = fc.integer({ min: 0, max: 22 });
const clock = (hours: number) => `${String(hours).padStart(2, '0')}:00`;
const entry = fc
  .record({
    recurrence: fc.constantFrom(...Object.values(Recurrence)),
    firstDay: day.filter((one) => placeInMonth(one) <= 4),
    days: fc.integer({ min: 0, max: 365 }),
    ...{ from: hour, hours: fc.integer({ min: 1, max: 23 }) },
  })
  .map(({ recurrence, firstDay, days, from, hours }) => ({
    ...{ recurrence, firstDay },
    lastDay: recurrence === Recurrence.ONCE ? firstDay : laterDay(firstDay, days),
    ...{ startsAt: clock(from), endsAt: clock(Math.min(from + hours, 23)) },
  }));
type Entry = typeof entry extends fc.Arbitrary<infer One> ? One : never;

/** Day by day, as one would by a wall calendar. */
const takesPlace = ({ recurrence, firstDay, lastDay }: Entry, on: string) => {
  if (on < firstDay || on > lastDay) return false;
  if (recurrence === Recurrence.ONCE) return on === firstDay;
  if (weekdayOf(on) !== weekdayOf(firstDay)) return false;
  return recurrence === Recurrence.WEEKLY || placeInMonth(on) === placeInMonth(firstDay);
};
const every = (from: string, to: string) =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, days) => laterDay(from, days));

describe('the days of an entry’s sessions', () => {
  it('are those a day-by-day count finds', () => {
    fc.assert(
      fc.property(entry, day, fc.integer({ min: -3, max: 400 }), (one, from, days) => {
        const to = laterDay(from, days);
        const counted = every(from, to).filter((on) => takesPlace(one, on));
        expect(sessionDays(one, from, to)).toEqual(counted);
      }),
    );
  });

  it('overlap another’s where one hour of one day has both', () => {
    const near = fc.tuple(entry, entry).map(([one, other]) => {
      const shift = daysBetween(other.firstDay, mondayOf(one.firstDay)) + 7;
      const firstDay = laterDay(other.firstDay, shift);
      const length = daysBetween(other.firstDay, other.lastDay);
      return [one, { ...other, firstDay, lastDay: laterDay(firstDay, length) }] as const;
    });
    fc.assert(
      fc.property(near, ([one, other]) => {
        fc.pre(placeInMonth(other.firstDay) <= 4);
        const common = every(one.firstDay, one.lastDay).some(
          (on) => takesPlace(one, on) && takesPlace(other, on),
        );
        const hours = Array.from({ length: 24 }, (_, at) => clock(at));
        const has = (some: Entry) => hours.filter((at) => some.startsAt <= at && at < some.endsAt);
        const both = has(one).some((at) => has(other).includes(at));
        expect(sessionsOverlap(one, other)).toBe(common && both);
        expect(sessionsOverlap(other, one)).toBe(common && both);
      }),
    );
  });

  it.each([
    ['a second Tuesday over the end of a year', '2025-12-09', ['2025-12-09', '2026-01-13']],
    ['a fourth Thursday over a leap day', '2024-02-22', ['2024-02-22', '2024-03-28']],
  ])('are each month’s of %s', (_, firstDay, days) => {
    const lastDay = laterDay(firstDay, 40);
    expect(
      sessionDays({ recurrence: Recurrence.MONTHLY, firstDay, lastDay }, firstDay, lastDay),
    ).toEqual(days);
  });
});
