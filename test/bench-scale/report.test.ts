import { describe, expect, it } from '@jest/globals';
import type { LoadResult } from '../bench/load';
import { reportScale } from './report';

const round = (p50: number, wrong = 0): LoadResult => ({
  ...{ p50, wrong, perSecond: 1000 / p50, p99: p50 * 2, answers: 10 },
  firstWrong: undefined,
});
const record = (size: number, ...rounds: LoadResult[]) => ({
  ...{ operation: 'unified record', size, rounds },
});

describe('how operations grow with the county', () => {
  it('is judged by the record, round against round', () => {
    const { lines, held } = reportScale([
      record(10_000, round(10), round(40), round(10)),
      record(1_000_000, round(14), round(56), round(14)),
      { operation: 'search', size: 10_000, rounds: [round(1)] },
      { operation: 'search', size: 1_000_000, rounds: [round(5)] },
    ]);
    expect(lines.at(-1)).toBe(
      'The unified record of 1000000 residents: 1.40 x the smallest county (at most 1.5).',
    );
    expect(lines.find((line) => line.startsWith('search') && line.includes('5.00'))).toBeDefined();
    expect(held).toBe(true);
  });

  it('is not held where the record grew more', () => {
    expect(reportScale([record(10, round(10)), record(20, round(15.1))]).held).toBe(false);
  });

  it('is not held where an answer was wrong', () => {
    expect(reportScale([record(10, round(10)), record(20, round(10, 1))]).held).toBe(false);
  });
});
