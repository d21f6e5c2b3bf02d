import { describe, expect, it } from '@jest/globals';
import { reportOf } from './report';

describe('reportOf', () => {
  const lines = reportOf(
    new Map([
      ['no event', [900, 1000, 1100]],
      ['an event, group commit', [800, 10, 900]],
      ['an event, each its commit', [200, 100, 300]],
    ]),
  );

  it('compares medians with the release that leaves no event', () => {
    expect(lines.slice(1, 4).map((text) => text.split(/\s{2,}/))).toEqual([
      ['no event', '1000/s', '1.00', '20 %'],
      ['an event, group commit', '800/s', '0.80', '111 %'],
      ['an event, each its commit', '200/s', '0.20', '100 %'],
    ]);
  });

  it('says what group commit comes to', () => {
    expect(lines.at(-1)).toBe(
      'The durable event leaves 80 % of the speed with group commit, 20 % without: group commit is 4.0 times as fast.',
    );
  });
});
