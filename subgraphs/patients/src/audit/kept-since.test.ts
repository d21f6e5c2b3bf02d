import { describe, expect, it } from '@jest/globals';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import fc from 'fast-check';
import { keptSince } from './kept-since';

describe('keptSince', () => {
  it.each([
    ['2026-03-04T12:00:00+08:00', 36, '2023-03-04'],
    ['2026-03-04T00:00:00+08:00', 6, '2025-09-04'],
    ['2026-03-03T23:59:59+08:00', 6, '2025-09-03'],
    ['2026-08-31T12:00:00+08:00', 6, '2026-02-28'],
    ['2028-08-31T12:00:00+08:00', 6, '2028-02-29'],
    ['2027-01-31T12:00:00+08:00', 14, '2025-11-30'],
    ['2028-02-29T12:00:00+08:00', 12, '2027-02-28'],
  ])('is, at %s for %i months, %s', (now, months, day) => {
    expect(keptSince(new Date(now), months)).toBe(day);
  });

  const moment = fc.date({
    min: new Date('2000-01-01'),
    max: new Date('2100-01-01'),
    noInvalidDate: true,
  });
  it('is a date of the wanted month, never a later one than today’s', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 6, max: 1200 }), (now, months) => {
        const [since, today] = [keptSince(now, months), shanghaiDay(now)].map((day) =>
          day.split('-').map(Number),
        );
        const count = ([year = 0, month = 0]: number[] = []) => year * 12 + month;
        expect(count(today) - count(since)).toBe(months);
        expect(since?.[2]).toBeLessThanOrEqual(today?.[2] ?? 0);
      }),
    );
  });
});
