import { describe, expect, it } from '@jest/globals';
import { owedSpans } from './owed-spans';

const of = (leadId: string, joinedOn: string, lastDay: string | null = null) => ({
  ...{ leadId, joinedOn, lastDay },
});
const spans = (...memberships: ReturnType<typeof of>[]) =>
  owedSpans(memberships, '2026-01-01').map(({ start, end, leads }) => [start, end, leads.join()]);

describe('the days on which guidance is owed', () => {
  it('begin with the rules, and end with the membership', () => {
    expect(spans(of('a', '2020-05-01'))).toEqual([['2026-01-01', '9999-12-31', 'a']]);
    expect(spans(of('a', '2020-05-01', '2026-03-31'))).toEqual([['2026-01-01', '2026-03-31', 'a']]);
    expect(spans(of('a', '2020-05-01', '2025-12-31'))).toEqual([]);
  });

  it('leave out those between two memberships, and join two that touch', () => {
    const first = of('a', '2026-02-01', '2026-03-31');
    expect(spans(first, of('a', '2026-06-01'))).toEqual([
      ['2026-02-01', '2026-03-31', 'a'],
      ['2026-06-01', '9999-12-31', 'a'],
    ]);
    expect(spans(first, of('a', '2026-04-01'))).toEqual([['2026-02-01', '9999-12-31', 'a']]);
  });

  it('are parted where others lead', () => {
    expect(spans(of('a', '2026-02-01', '2026-03-31'), of('b', '2026-04-01'))).toEqual([
      ['2026-02-01', '2026-03-31', 'a'],
      ['2026-04-01', '9999-12-31', 'b'],
    ]);
    expect(spans(of('a', '2026-02-01'), of('b', '2026-04-01', '2026-04-30'))).toEqual([
      ['2026-02-01', '2026-03-31', 'a'],
      ['2026-04-01', '2026-04-30', 'a,b'],
      ['2026-05-01', '9999-12-31', 'a'],
    ]);
  });
});
