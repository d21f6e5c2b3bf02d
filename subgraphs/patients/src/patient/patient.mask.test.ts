import { describe, expect, it } from '@jest/globals';
import { ageOn, maskName, maskNumber, maskPhone, townshipOf } from './patient.mask';

describe('masking', () => {
  it.each([
    ['341322195501011012', '3413**********1012'],
    ['E12345678', '****5678'],
    ['MR0017', '****17'],
    ['1234', '****'],
    ['', '****'],
  ])('of the number %s leaves %s', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  it('of a phone leaves its ends', () => {
    expect(maskPhone('13800001234')).toBe('138****1234');
  });

  it('of a name leaves its first sign, whole', () => {
    expect([maskName('张建国'), maskName('𠮷野')]).toEqual(['张*', '𠮷*']);
  });

  it.each([
    ['云溪县东浦镇河湾村12号', '云溪县东浦镇'],
    ['云溪县北塬乡槐树村', '云溪县北塬乡'],
    ['somewhere else', null],
  ])('of the address %s leaves %s', (address, masked) => {
    expect(townshipOf(address)).toBe(masked);
  });
});

describe('ageOn', () => {
  it.each([
    ['1955-03-04', 71],
    ['1955-03-05', 70],
    ['2026-03-04', 0],
    [null, null],
  ])('of who was born on %s is %s', (birthDate, age) => {
    expect(ageOn(birthDate, '2026-03-04')).toBe(age);
  });
});
