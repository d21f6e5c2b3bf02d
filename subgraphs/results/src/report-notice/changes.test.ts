import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween, type PrintedValue, type PrintedVersion } from './changes';

const value = (overrides: Partial<PrintedValue> = {}): PrintedValue => ({
  ...{ itemCode: 'K', mapped: true, printedName: '钾', value: '6.5', unit: 'mmol/L' },
  ...{ referenceRange: '3.5-5.3', flag: 'HH', sensitive: false },
  ...overrides,
});
const version = (
  values: readonly PrintedValue[],
  content: PrintedVersion['content'] = {},
): PrintedVersion => ({ values, content });
const told = (from: PrintedVersion, to: PrintedVersion) =>
  changesBetween(from, to).map((one) => [one.field, one.value?.itemCode, one.from, one.to]);

describe('changesBetween', () => {
  it('names each value that changed, from what to what', () => {
    const after = value({ value: '4.5', flag: null });
    expect(told(version([value()]), version([after]))).toEqual([
      ['VALUE', 'K', '6.5 mmol/L', '4.5 mmol/L'],
      ['FLAG', 'K', 'HH', null],
    ]);
  });

  it('tells a unit and a range that changed though the number did not', () => {
    const after = value({ unit: 'mEq/L', referenceRange: '3.5-5.5' });
    expect(told(version([value()]), version([after]))).toEqual([
      ['VALUE', 'K', '6.5 mmol/L', '6.5 mEq/L'],
      ['REFERENCE_RANGE', 'K', '3.5-5.3', '3.5-5.5'],
    ]);
  });

  it('names what came and what is gone, in the order of the later version', () => {
    const [na, cl] = ['NA', 'CL'].map((itemCode) => value({ itemCode, unit: null }));
    if (!na || !cl) throw new Error('two values');
    expect(told(version([value(), na]), version([cl, value()]))).toEqual([
      ['VALUE', 'CL', null, '6.5'],
      ['VALUE', 'NA', '6.5', null],
    ]);
  });

  it('keeps several of one item apart', () => {
    const before = [value({ value: '1' }), value({ value: '2' })];
    const after = [value({ value: '1' }), value({ value: '3' })];
    expect(told(version(before), version(after))).toEqual([['VALUE', 'K', '2 mmol/L', '3 mmol/L']]);
  });

  it('names what changed in the report itself, and not whose it is or who ordered it', () => {
    const at = new Date('2026-03-01T00:00:00Z');
    const before = { patientId: 'a', conclusion: '一', effectiveAt: at.toISOString() };
    const after = { patientId: 'b', conclusion: null, effectiveAt: at, ordering: {} };
    expect(told(version([], before), version([], after))).toEqual([
      ['CONCLUSION', undefined, '一', null],
    ]);
  });

  const values = fc.array(
    fc.record({
      itemCode: fc.constantFrom('K', 'NA', 'CL'),
      value: fc.constantFrom('1', '2', '3'),
      flag: fc.constantFrom(null, 'H'),
    }),
    { maxLength: 6 },
  );

  it('is nothing between a version and itself, and the reverse backwards', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const [from, to] = [version(one.map(value)), version(other.map(value))];
        expect(changesBetween(from, from)).toEqual([]);
        const there = changesBetween(from, to).map((c) => `${c.field} ${c.from} ${c.to}`);
        const back = changesBetween(to, from).map((c) => `${c.field} ${c.to} ${c.from}`);
        expect(there.sort()).toEqual(back.sort());
      }),
    );
  });
});
