import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isReadBack, isReadBackOfExam } from './read-back';

const potassium = { value: '6.5', unit: 'mmol/L' };

describe('what is read back', () => {
  it.each(['6.5', '6.50', ' 6.5 ', '６．５', '6.5 mmol/L', '6.5MMOL/L', '6.5↑'])(
    'is what was reported where it says %s',
    (given) => expect(isReadBack(given, potassium)).toBe(true),
  );

  it.each(['5.6', '65', '>6.5', '-6.5', 'mmol/L', '高', '6.5 g/L'])(
    'is not where it says %s',
    (given) => expect(isReadBack(given, potassium)).toBe(false),
  );

  it('has the comparator of what was reported', () => {
    const low = { value: '＜2.0', unit: null };
    expect([isReadBack('<2', low), isReadBack('2', low), isReadBack('>2', low)]).toEqual([
      ...[true, false, false],
    ]);
  });

  it.each([
    ['阳性(+)', '阳性（+）', true],
    ['3+', '3 +', true],
    ['阳性', '阴性', false],
    ['3+', '3', false],
  ])('of the word %s is %s: %s', (value, given, same) => {
    expect(isReadBack(given, { value, unit: null })).toBe(same);
  });

  it('is a number however it is written, and no other', () => {
    const number = fc.integer({ min: 1, max: 9_999_999 }).map((whole) => whole / 1000);
    fc.assert(
      fc.property(number, number, fc.nat({ max: 3 }), (reported, other, zeros) => {
        const value = { value: String(reported), unit: 'mmol/L' };
        expect(isReadBack(reported.toFixed(3 + zeros), value)).toBe(true);
        expect(isReadBack(other.toFixed(3), value)).toBe(other === reported);
      }),
    );
  });

  it.each([
    ['张力性气胸', true],
    ['左侧 张力性气胸', true],
    ['右侧张力性气胸', false],
    ['。', false],
    ['气', false],
  ])('of an exam is some of its conclusion: %s', (given, same) => {
    expect(isReadBackOfExam(given, '左侧张力性气胸。')).toBe(same);
  });
});
