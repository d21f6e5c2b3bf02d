import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../catalogue/catalogue';
import { interpret, type PrintedResult } from './interpret';

describe('interpret', () => {
  const { words } = loadCatalogue();
  const meaning = (
    value: string,
    referenceRange: string | null = null,
    more: Partial<PrintedResult> = {},
  ) => interpret({ value, referenceRange, flag: null, nominal: false, ...more }, words);

  it.each([
    ['N', 'NORMAL'],
    ['L', 'LOW'],
    ['h', 'HIGH'],
    ['LL', 'CRITICAL_LOW'],
    ['HH', 'CRITICAL_HIGH'],
    ['A', 'ABNORMAL'],
    ['↑', 'HIGH'],
    ['↓↓', 'CRITICAL_LOW'],
  ])('takes the flag %s at its word', (flag, expected) => {
    expect(meaning('5.0', '3.5-9.5', { flag })).toBe(expected);
  });

  it('reads the range where the flag is not known', () => {
    expect(meaning('12', '3.5-9.5', { flag: '??' })).toBe('HIGH');
  });

  it('reads an arrow glued to the value', () => {
    expect(meaning('12↑')).toBe('HIGH');
  });

  it.each([
    ['3.4', '3.5-9.5', 'LOW'],
    ['3.5', '3.5-9.5', 'NORMAL'],
    ['9.5', '3.5-9.5', 'NORMAL'],
    ['9.6', '3.5-9.5', 'HIGH'],
    ['5.2', '<5.2', 'HIGH'],
    ['26', '≤26', 'NORMAL'],
    ['60', '>60', 'LOW'],
    ['<0.01', '0-0.05', 'NORMAL'],
    ['<0.27', '0.27-4.2', 'LOW'],
    ['>1000', '0-7', 'HIGH'],
    ['>7', '0-7', 'HIGH'],
    ['<100', '0-7', 'NORMAL'],
  ])('puts %s against the printed range %s', (value, range, expected) => {
    expect(meaning(value, range)).toBe(expected);
  });

  it.each([
    ['阴性', '阴性', 'NORMAL'],
    ['阳性', '阴性', 'ABNORMAL'],
    ['阳性(+)', '阴性(-)', 'ABNORMAL'],
    ['阴性', '阳性', 'ABNORMAL'],
    ['2+', '-', 'ABNORMAL'],
    ['±', '阴性', 'ABNORMAL'],
    ['Not detected', null, 'NORMAL'],
    ['弱阳性', null, 'ABNORMAL'],
    ['阳性', '阳性/阴性', 'NORMAL'],
  ])('reads the word %s beside %s', (value, range, expected) => {
    expect(meaning(value, range)).toBe(expected);
  });

  it('does not call a positive blood group abnormal', () => {
    expect(meaning('阳性', null, { nominal: true })).toBe('NORMAL');
  });

  it('says nothing against a text that nothing printed speaks against', () => {
    expect(meaning('见附页')).toBe('NORMAL');
  });
});
