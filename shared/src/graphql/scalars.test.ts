import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CalendarDay, DateTime } from './scalars';

describe('DateTime', () => {
  it('leaves with the offset people read, and comes back as the same instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          const text = DateTime.serialize(date);
          expect(text).toMatch(/\+08:00$/);
          expect(DateTime.parseValue(text).getTime()).toBe(date.getTime());
        },
      ),
    );
  });

  it.each([
    ['2026-03-01T12:00:00+08:00', '2026-03-01T04:00:00.000Z'],
    ['2026-03-01T04:00:00.5Z', '2026-03-01T04:00:00.500Z'],
    ['2026-03-01T04:00Z', '2026-03-01T04:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(DateTime.parseValue(text).toISOString()).toBe(instant);
  });

  it.each([
    '2026-03-01',
    '2026-03-01T12:00:00',
    '2026-02-30T12:00:00Z',
    '2026-13-01T00:00:00Z',
    'now',
    1,
    null,
  ])('refuses %j', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow(
      'DateTime: must be an ISO 8601 instant with offset.',
    );
  });
});

describe('Date', () => {
  it.each(['2024-02-29', '1900-01-01'])('keeps %s as it is', (day) => {
    expect(CalendarDay.parseValue(day)).toBe(day);
  });

  it.each(['2026-02-29', '2026-2-3', '2026-00-10', '20260301', 20260301])('refuses %j', (value) => {
    expect(() => CalendarDay.parseValue(value)).toThrow('Date: must be a calendar day');
  });
});
