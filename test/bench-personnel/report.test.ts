import { describe, expect, it } from '@jest/globals';
import { reportOf } from './report';
import type { Cost } from './rounds';

const cost = (
  statements: number,
  milliseconds: number[],
  rowsRead: number | null = null,
): Cost => ({
  ...{ statements, rowsRead, milliseconds, length: 1500 },
});

describe('the report of bench:personnel', () => {
  const { lines, grown } = reportOf([
    { name: 'whereabouts', small: cost(7, [1, 10, 1], 40), large: cost(7, [2, 30, 2], 400) },
    { name: 'trainings', small: cost(4, [1]), large: cost(5, [1]) },
  ]);

  it('compares both counties round by round', () => {
    expect(lines[1]?.split(/\s{2,}/)).toEqual([
      ...['whereabouts', '7 / 7', '40 / 400', '1.5 / 1.5', '1.0 / 2.0', '2.0'],
    ]);
  });

  it('names what takes more statements in the large one', () => {
    expect(grown).toEqual(['trainings']);
  });
});
