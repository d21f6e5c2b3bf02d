import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LimitQuestion, type LimitRow, limitsFor, noLimits, reaches } from './critical-limits';

const bands = [
  { band: 'NEWBORN', fromDays: 0, belowDays: 29 },
  { band: 'INFANT', fromDays: 29, belowDays: 366 },
];
const row = (high: number, overrides: Partial<LimitRow> = {}): LimitRow => ({
  ...{ institutionId: null, department: null, band: null, effectiveFrom: '2026-01-01' },
  limits: { low: null, high },
  ...overrides,
});
const asked = (overrides: Partial<LimitQuestion> = {}): LimitQuestion => ({
  ...{ institutionId: 'lab', department: null, ageDays: 20_000, day: '2026-03-01' },
  ...overrides,
});
const highs = (rows: readonly LimitRow[], question: LimitQuestion) =>
  limitsFor(rows, bands, question).map(({ high }) => high);

describe('limitsFor', () => {
  const rows = [
    row(1),
    row(2, { band: 'NEWBORN' }),
    row(3, { department: '肾内科' }),
    row(4, { department: '肾内科', band: 'NEWBORN' }),
    row(5, { institutionId: 'lab', band: 'INFANT' }),
    row(6, { institutionId: 'elsewhere' }),
  ];

  it.each([
    ['the county’s line for all', {}, 1],
    ['the line of the age', { ageDays: 3 }, 2],
    ['the line of the department before that of the age', { department: '肾内科' }, 3],
    ['the line of both', { department: '肾内科', ageDays: 3 }, 4],
    ['the line of the institution before all', { ageDays: 29, department: '肾内科' }, 5],
    ['the line of another institution for itself alone', { institutionId: 'elsewhere' }, 6],
  ])('takes %s', (_title, question, high) => {
    expect(highs(rows, asked(question))).toEqual([high]);
  });

  it.each([
    [0, 2],
    [28, 2],
    [29, 1],
  ])('counts day %i of life into its band', (ageDays, high) => {
    expect(highs([row(1), row(2, { band: 'NEWBORN' })], asked({ ageDays }))).toEqual([high]);
  });

  it.each([
    ['2026-02-28', 1],
    ['2026-03-01', 2],
  ])('counts a line from its day on: %s', (day, high) => {
    expect(highs([row(1), row(2, { effectiveFrom: '2026-03-01' })], asked({ day }))).toEqual([
      high,
    ]);
  });

  it('knows none before the first line counts, and for an age no line names', () => {
    expect(highs([row(1)], asked({ day: '2025-12-31' }))).toEqual([]);
    expect(highs([row(1, { band: 'NEWBORN' })], asked())).toEqual([]);
  });

  it('lets an institution say that nothing is critical', () => {
    const silent = row(0, { institutionId: 'lab', limits: noLimits });
    expect(highs([row(1), silent], asked())).toEqual([null]);
  });

  it('takes, where the age is not known, every line that some age would take', () => {
    const age = fc.integer({ min: 0, max: 40_000 });
    const some = fc.subarray(rows);
    fc.assert(
      fc.property(some, age, fc.constantFrom(null, '肾内科'), (lines, ageDays, department) => {
        const unknown = highs(lines, asked({ ageDays: null, department }));
        for (const high of highs(lines, asked({ ageDays, department })))
          expect(unknown).toContain(high);
      }),
    );
  });
});

describe('reaches', () => {
  const limits = { low: 2.8, high: 6.2 };

  it.each([
    [2.81, null, false],
    [2.8, null, true],
    [2.7, null, true],
    [6.19, null, false],
    [6.2, null, true],
    [6.3, null, true],
    [2, '<', true],
    [3, '<', false],
    [2, '>', false],
    [2.8, '<=', true],
    [7, '>', true],
    [6, '>', false],
    [7, '<', false],
    [7, '<=', false],
    [6.2, '>=', true],
  ])('says of %f with %s: %s', (number, comparator, critical) => {
    expect(reaches({ number, comparator }, limits)).toBe(critical);
  });

  it('has nothing to reach where there is no limit', () => {
    expect(reaches({ number: 0, comparator: null }, noLimits)).toBe(false);
    expect(reaches({ number: 1000, comparator: null }, { low: 1, high: null })).toBe(false);
  });
});
