import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDay, anAddress, aPhone } from '../testing/profile.arbitrary';
import {
  compareAddresses,
  compareBirthDates,
  compareNumbers,
  comparePhones,
  compareSexes,
} from './compare-fields';

describe('compareBirthDates', () => {
  it.each([
    ['1985-07-03', '1985-07-03', 'SAME'],
    ['1985-07-03', '1985-03-07', 'SWAPPED'],
    ['1985-07-03', '1986-07-03', 'ONE_DIGIT'],
    ['1985-07-03', '1958-07-03', 'ONE_DIGIT'],
    ['1985-07-03', '1985-07-13', 'ONE_DIGIT'],
    ['1985-07-03', '1987-07-04', 'DISAGREE'],
    ['1985-07-03', null, null],
  ])('of %s and %s is %s', (one, other, level) => {
    expect(compareBirthDates(one, other)).toBe(level);
  });
});

describe('comparePhones', () => {
  it.each([
    ['13800001234', '13800001234', 'SAME'],
    ['13800001234', '13800001334', 'ONE_DIGIT'],
    ['13800001234', '13800001243', 'ONE_DIGIT'],
    ['13800001234', '13800001999', 'DISAGREE'],
    ['13800001234', '1380000123', 'DISAGREE'],
    ['8001', '8001', null],
    ['11111111111', '11111111111', null],
  ])('of %s and %s is %s', (one, other, level) => {
    expect(comparePhones(one, other)).toBe(level);
  });
});

describe('compareAddresses', () => {
  it.each([
    ['云溪县东浦镇河湾村3组12号', '云溪县东浦镇河湾村3组12号', 'SAME'],
    ['云溪县东浦镇河湾村3组12号', '东浦镇河湾村12号', 'SAME'],
    ['云溪县东浦镇河湾村三组十二号', '安徽省池州市云溪县东浦镇河湾村委会3组12号', 'SAME'],
    ['雲溪縣東浦鎮河灣村12號', '云溪县东浦镇河湾村12号', 'SAME'],
    ['城关镇人民路88号3幢502室', '云溪县城关镇人民路88号3-502', 'SAME'],
    ['红旗镇阳光社区12号', '云溪县红旗镇阳光社区12号', 'SAME'],
    ['云溪县东浦镇河湾村3组12号', '云溪县东浦镇河湾村', 'VILLAGE'],
    ['河湾村', '东浦镇河湾村', 'VILLAGE'],
    ['云溪县东浦镇河湾村12号', '云溪县东浦镇河湾村21号', 'NEIGHBOUR'],
    ['云溪县东浦镇河湾村3组12号', '云溪县东浦镇河湾村4组12号', 'NEIGHBOUR'],
    ['云溪县东浦镇河湾村12号', '云溪县东浦镇大塘村12号', 'TOWNSHIP'],
    ['云溪县东浦镇', '云溪县东浦镇河湾村12号', 'TOWNSHIP'],
    ['云溪县东浦镇河湾村12号', '云溪县西岭镇河湾村12号', 'DISAGREE'],
    ['云溪县东浦镇河湾村12号', '青山县东浦镇河湾村12号', 'DISAGREE'],
    ['不详', '云溪县东浦镇河湾村12号', null],
    [null, '云溪县东浦镇河湾村12号', null],
  ])('of %s and %s is %s', (one, other, level) => {
    expect(compareAddresses(one, other)).toBe(level);
    expect(compareAddresses(other, one)).toBe(level);
  });
});

describe('a comparison', () => {
  it('of a sex that is not stated says nothing', () => {
    expect(compareSexes('MALE', 'NOT_STATED')).toBeNull();
    expect(compareSexes('MALE', 'FEMALE')).toBe('DISAGREE');
  });

  it('is the same from either side, and of a value with itself never against it', () => {
    const holds = <Value>(
      values: fc.Arbitrary<Value>,
      compare: (one: Value, other: Value) => string | null,
    ) =>
      fc.assert(
        fc.property(values, values, (one, other) => {
          expect(compare(one, other)).toBe(compare(other, one));
          expect(['SAME', 'VILLAGE', 'TOWNSHIP', null]).toContain(compare(one, one));
        }),
      );
    holds(aDay, compareBirthDates);
    holds(aPhone, comparePhones);
    holds(aPhone, compareNumbers);
    holds(anAddress, compareAddresses);
  });
});
