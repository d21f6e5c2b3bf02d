import { expect, it } from '@jest/globals';
import { growthOf } from './measure';

it('growth is the slope of the line through the readings', () => {
  const flat = growthOf([
    [0, 100],
    [10, 120],
    [20, 80],
    [30, 100],
  ]);
  expect(flat.grown).toBe(0);
  expect(flat.slope).toBeCloseTo(-0.4);
  expect(
    growthOf([
      [0, 100],
      [10, 150],
      [20, 200],
    ]),
  ).toEqual({ slope: 5, grown: 100 });
  expect(growthOf([[0, 100]])).toEqual({ slope: 0, grown: 0 });
});
