import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../catalogue/catalogue';
import { readObservation } from '../observation/read-observation';
import { createUnitJudge } from '../observation/unit';
import { anObservation } from '../testing/report.factory';
import { itemLimitOf, itemNumberOf } from './item-measure';

const catalogue = loadCatalogue();
const judge = createUnitJudge(catalogue.units, catalogue.words);
type Printed = Parameters<typeof anObservation>[0];
const rowOf = (printed: Printed) =>
  readObservation(anObservation(printed), 'county-hospital', catalogue, judge);
const read = (printed: Printed, more: object = {}) => {
  const row = { ...rowOf(printed), ...more };
  const [low, high] = [itemLimitOf(row, 'low', catalogue), itemLimitOf(row, 'high', catalogue)];
  return [itemNumberOf(row, catalogue), low, high] as const;
};
const glucose = { code: '14749-6', referenceRange: '3.9-6.1' };
const creatinine = { code: '14682-9', referenceRange: '57-111' };

describe('a value in the unit of its item', () => {
  it.each([
    ['as it is', { ...glucose, value: '5.5', unit: 'mmol/L' }, [5.5, 3.9, 6.1]],
    [
      'from mass to amount',
      { ...glucose, value: '99', unit: 'mg/dL', referenceRange: '70-110' },
      [5.495, 3.886, 6.106],
    ],
    [
      'from another multiple',
      { ...creatinine, value: '0.1', unit: 'mmol/L', referenceRange: '<0.111' },
      [100, null, 111],
    ],
    [
      'with its comparator taken away',
      { ...glucose, value: '<2.2', unit: 'mmol/L' },
      [2.2, 3.9, 6.1],
    ],
    [
      'in full-width digits',
      { ...glucose, value: '５．５', unit: 'mmol/L', referenceRange: '３．９～６．１' },
      [5.5, 3.9, 6.1],
    ],
    [
      'without a range of numbers',
      { ...glucose, value: '5.5', unit: 'mmol/L', referenceRange: '男 3.9-6.1' },
      [5.5, null, null],
    ],
    [
      'of a range open above',
      { ...glucose, value: '5.5', unit: 'mmol/L', referenceRange: '≥3.9' },
      [5.5, 3.9, null],
    ],
  ])('%s', (_, printed, expected) => {
    expect(read(printed)).toEqual(
      expected.map((one) => (one === null ? null : expect.closeTo(one, 2))),
    );
  });

  it.each([
    ['text', { ...glucose, value: '标本溶血', unit: 'mmol/L' }],
    ['a unit that does not convert', { ...glucose, value: '5.5', unit: 'IU/L' }],
    ['a number without its unit', { ...glucose, value: '5.5', unit: null }],
    ['a trap: HbA1c by another scale', { code: '4548-4', value: '48', unit: 'mmol/mol' }],
    ['a code outside the catalogue', { code: 'LOCAL', value: '5.5', unit: 'mmol/L' }],
    ['a code outside it that reads like a code of it', { code: '', value: '5.5' }],
  ])('is none for %s', (_, printed) => {
    expect(read(printed)[0]).toBeNull();
  });

  it('is none for a value nobody mapped, even where its code is one of the catalogue', () => {
    expect(read({}, { mapped: false })).toEqual([null, null, null]);
  });

  it('keeps the order of any two values, and where a value stands against its range', () => {
    const printed = fc.integer({ min: 1, max: 99_999 }).map((one) => one / 100);
    const units = fc.constantFrom('mmol/L', 'mg/dL', 'umol/L', 'g/L');
    fc.assert(
      fc.property(printed, printed, units, (one, other, unit) => {
        const range = `${Math.min(one, other)}-${Math.max(one, other)}`;
        const [number, low, high] = read({
          ...{ ...glucose, value: String(one), unit, referenceRange: range },
        });
        expect(number).toBe(one <= other ? low : high);
        expect(low ?? 1).toBeLessThanOrEqual(high ?? 0);
      }),
    );
  });
});
