import { describe, expect, it } from '@jest/globals';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import fc from 'fast-check';
import { type DaySpan, daysOf, gapsBetween } from './gaps';

const day = fc.integer({ min: 0, max: 1500 }).map((days) => laterDay('2023-06-01', days));
const span = fc
  .tuple(day, fc.option(fc.integer({ min: 0, max: 400 })))
  .map(([start, days]): DaySpan => ({ start, last: days === null ? null : laterDay(start, days) }));

/** Every day by itself: the slow way to the same answer. */
function uncoveredDays(spans: readonly DaySpan[], first: string, last: string): string[] {
  const days: string[] = [];
  for (let on = first; on <= last; on = laterDay(on, 1))
    if (!spans.some(({ start, last: end }) => start <= on && (end === null || end >= on)))
      days.push(on);
  return days;
}

describe('gaps between spans of days', () => {
  it('are the days that are in none, over year ends and leap days', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), day, fc.nat(500), (spans, first, length) => {
        const last = laterDay(first, length);
        const gaps = gapsBetween(spans, first, last);
        const listed = gaps.flatMap(({ start, end }) => uncoveredDays([], start, end));
        expect(listed).toEqual(uncoveredDays(spans, first, last));
        expect(daysOf(gaps)).toBe(listed.length);
      }),
    );
  });

  it('are told whole: two never touch', () => {
    const spans = [
      { start: '2024-02-29', last: '2024-02-29' },
      { start: '2024-03-01', last: '2024-03-31' },
    ];
    expect(gapsBetween(spans, '2024-01-01', '2024-04-01')).toEqual([
      { start: '2024-01-01', end: '2024-02-28' },
      { start: '2024-04-01', end: '2024-04-01' },
    ]);
  });
});
