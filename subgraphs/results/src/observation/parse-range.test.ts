import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRange } from './parse-range';

describe('parseRange', () => {
  const closed = (low: number | null, high: number | null) => ({
    low,
    high,
    lowOpen: false,
    highOpen: false,
  });

  it.each([
    '3.5-9.5',
    '3.5--9.5',
    '3.5~9.5',
    '３．５～９．５',
    '3.5 — 9.5',
    '(3.5-9.5)',
    '[3.5, 9.5]'.replace(', ', '-'),
    '3.5至9.5',
  ])('reads %s', (text) => {
    expect(parseRange(text)).toEqual(closed(3.5, 9.5));
  });

  it('reads a negative lower limit', () => {
    expect(parseRange('-2.0-3.0')).toEqual(closed(-2, 3));
  });

  it.each([
    ['<5.2', { low: null, high: 5.2, lowOpen: false, highOpen: true }],
    ['≤26', closed(null, 26)],
    ['>=1.0', closed(1, null)],
    ['>60', { low: 60, high: null, lowOpen: true, highOpen: false }],
  ])('reads the single limit %s', (text, limits) => {
    expect(parseRange(text)).toEqual(limits);
  });

  it.each(['阴性', 'M 130-175; F 115-150', '9.5-3.5', '5', '', 'A/B/O/AB', '0-10 = negative'])(
    'does not guess at %s',
    (text) => {
      expect(parseRange(text)).toBeNull();
    },
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void parseRange(text)));
  });
});
