import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, isCalendarDay, laterDay, yearsLater } from './calendar-day';

const day = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

describe('a calendar day', () => {
  it('moves by days there and back, over months and leap years', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        const to = laterDay(from, days);
        expect(isCalendarDay(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(days);
        expect(laterDay(to, -days)).toBe(from);
      }),
    );
  });

  it('keeps its month and day in another year', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (from, years) => {
        fc.pre(!from.endsWith('02-29'));
        const year = String(Number(from.slice(0, 4)) + years);
        expect(yearsLater(from, years)).toBe(`${year}${from.slice(4)}`);
      }),
    );
  });

  it.each([
    ['2024-02-29', 1, '2025-03-01'],
    ['2024-02-29', 4, '2028-02-29'],
  ])('of a leap year, %s, is %i years later %s', (from, years, to) => {
    expect(yearsLater(from, years)).toBe(to);
  });
});
