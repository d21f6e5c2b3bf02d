import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseValue } from './parse-value';

describe('parseValue', () => {
  it.each([
    ['5.6', 5.6, null],
    [' 5.60 ', 5.6, null],
    ['<0.01', 0.01, '<'],
    ['＜０．０１', 0.01, '<'],
    ['>1000', 1000, '>'],
    ['≥ 1.030', 1.03, '>='],
    ['≤5', 5, '<='],
    ['<=5', 5, '<='],
    ['1,200', 1200, null],
    ['-2.5', -2.5, null],
    ['1.2e3', 1200, null],
    ['12.5↑', 12.5, null],
    ['2.1 ↓↓', 2.1, null],
    ['7.2 H', 7.2, null],
    ['.5', 0.5, null],
    ['小于0.01', 0.01, '<'],
    ['大于 1000', 1000, '>'],
    ['小于等于5', 5, '<='],
    ['不小于1.0', 1, '>='],
    ['５．６', 5.6, null],
    ['１，２００', 1200, null],
    ['﹤0.5', 0.5, '<'],
  ])('reads %s', (value, number, comparator) => {
    expect(parseValue(value)).toEqual({ number, comparator });
  });

  it.each([
    '阴性',
    '-',
    '+',
    '1+',
    '2+',
    '1:80',
    '1,5',
    '3-5',
    '3.5-9.5',
    '３．５～９．５',
    '小于',
    '<>5',
    '溶血，结果仅供参考',
    '5.6.7',
    '',
    '<',
    'e5',
    'Infinity',
    '见备注',
    '1e999',
  ])('finds no number in %s', (value) => {
    expect(parseValue(value)).toEqual({ number: null, comparator: null });
  });

  it('gives back any number a laboratory can print', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
        (number) => {
          expect(parseValue(String(number)).number).toBe(Number(String(number)));
        },
      ),
    );
  });

  it('never throws and never yields an infinite number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { number } = parseValue(text);
        expect(number === null || Number.isFinite(number)).toBe(true);
      }),
    );
  });
});
