import { describe, expect, it } from '@jest/globals';
import { daysOfMemberships, memberSince } from './member-days';

const of = (joinedOn: string, lastDay: string | null = null) => ({ joinedOn, lastDay });

describe('since when an institution has been a member', () => {
  it('is the first of days without one between', () => {
    const all = [of('2026-01-01', '2026-02-28'), of('2026-03-01', '2026-03-31'), of('2026-05-01')];
    expect(
      ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2026-06-01'].map((day) =>
        memberSince(all, day),
      ),
    ).toEqual([null, '2026-01-01', '2026-01-01', null, '2026-05-01']);
  });
});

describe('the days of memberships', () => {
  it('are none twice, whether they overlap, touch or never end', () => {
    const days = (...all: ReturnType<typeof of>[]) =>
      daysOfMemberships(all).map(({ start, end }) => `${start} ${end}`);
    expect(
      days(of('2026-05-01'), of('2026-01-01', '2026-02-28'), of('2026-03-01', '2026-03-31')),
    ).toEqual(['2026-01-01 2026-03-31', '2026-05-01 9999-12-31']);
    expect(days(of('2026-01-01'), of('2026-02-01', '2026-02-03'), of('2026-03-01'))).toEqual([
      '2026-01-01 9999-12-31',
    ]);
    expect(days(of('2026-01-01', '2026-03-31'), of('2026-02-01', '2026-02-28'))).toEqual([
      '2026-01-01 2026-03-31',
    ]);
  });
});
