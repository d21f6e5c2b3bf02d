import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, percentile, spread } from './statistics';

const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9], 9.5],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('lies between the smallest and the largest value', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const middle = median(values);
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values));
        expect(middle).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  it('is not a number where there is none', () => {
    expect(median([])).toBeNaN();
  });
});

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentile(hundred, 0.99)).toBe(99);
  });

  it('is one of the values', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        expect(values).toContain(percentile(values, share));
      }),
    );
  });
});

describe('spread', () => {
  it('is the distance of the extremes as a share of the median', () => {
    expect(spread([90, 100, 120])).toBeCloseTo(0.3);
  });
});
