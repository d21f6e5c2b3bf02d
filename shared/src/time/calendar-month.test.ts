import { expect, it } from '@jest/globals';
import { laterMonth, monthOf, monthsFrom, startOfShanghaiMonth } from './calendar-month';

it('begins at midnight in Shanghai', () => {
  expect(monthOf(new Date('2026-05-31T15:59:59.999Z'))).toBe('2026-05');
  expect(monthOf(new Date('2026-05-31T16:00:00Z'))).toBe('2026-06');
});

it('is followed by another, and starts at midnight in Shanghai', () => {
  expect([laterMonth('2026-12', 1), laterMonth('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  expect(startOfShanghaiMonth('2026-03')).toEqual(new Date('2026-02-28T16:00:00Z'));
});

it('leads over the end of a year, both ends among them', () => {
  expect(monthsFrom('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsFrom('2026-02', '2026-02')).toEqual(['2026-02']);
  expect(monthsFrom('2026-02', '2026-01')).toEqual([]);
});
