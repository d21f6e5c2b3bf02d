import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { residentIds } from '../testing/patients.factory';
import { readResidentId } from './resident-id';

const rules = { earliestBirth: '1870-01-01', today: '2026-03-04' };
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const withCheck = (digits: string) =>
  `${digits}${'10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11]}`;

const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-03-03'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const numbers = fc
  .tuple(digits(6), days, digits(3))
  .map(([region, day, sequence]) => withCheck(`${region}${day.replaceAll('-', '')}${sequence}`));

describe('readResidentId', () => {
  it.each([...residentIds, '11010519491231002X', '34052419800101001X'])('takes %s', (number) => {
    expect(readResidentId(number, rules)).toMatchObject({ value: number });
  });

  it('takes every number with a right check digit, and the day it states', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
        expect(readResidentId(number, rules)).toEqual({ value: number, birthDate: day });
      }),
    );
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const wrong = `${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`;
        expect(readResidentId(wrong, rules)).toHaveProperty('problem');
      }),
    );
  });

  it('finds two neighbours that changed places', () => {
    fc.assert(
      fc.property(numbers, fc.nat(15), (number, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const swapped = `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`;
        expect(readResidentId(swapped, rules)).toHaveProperty('problem');
      }),
    );
  });

  it('makes 18 characters of an old number', () => {
    expect(readResidentId('341322550101101', rules)).toEqual({
      ...{ value: '341322195501011012', birthDate: '1955-01-01' },
    });
  });

  it.each([
    ['a day that does not exist', withCheck('34132219550230101'), 'does not exist'],
    ['a day in the future', withCheck('34132220260305101'), 'in the future'],
    ['a day too long ago', withCheck('34132218550101101'), 'too long ago'],
    ['letters', '34132219550101101A', '18 characters'],
    ['nothing', '', '18 characters'],
  ])('refuses %s', (_title, number, problem) => {
    expect(readResidentId(number, rules)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('never repeats what it was given', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (text) => {
        const read = readResidentId(text, rules);
        if ('problem' in read && text.length > 10) expect(read.problem).not.toContain(text);
      }),
    );
  });
});
