import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../catalogue/catalogue';
import { readObservation } from './read-observation';
import { issuesOf, type ReadingIssue } from './reading-issue';
import { createUnitJudge } from './unit';

const catalogue = loadCatalogue();
const units = createUnitJudge(catalogue.units, catalogue.words);
const at = (day: string) => new Date(`${day}T23:30:00+08:00`);
const times = { effectiveAt: at('2026-03-01'), issuedAt: at('2026-03-01') };
const issues = (
  [code, value, unit]: readonly [string, string, string | null],
  when: { effectiveAt: Date | null; issuedAt: Date } = times,
) =>
  issuesOf(
    readObservation({ code, value, unit }, 'people-hospital', catalogue, units),
    when,
    catalogue,
  );

describe('what stands against reading a value', () => {
  const table: [string, string, string | null, ReadingIssue[]][] = [
    ['6690-2', '5.6', '×10^9/L', []],
    ['6690-2', '<0.01', '×10^9/L', []],
    ['5196-1', '阴性', null, []],
    ['???', '5.6', 'g/L', ['UNKNOWN_CODE']],
    ['6690-2', '溶血', '×10^9/L', ['NOT_A_NUMBER']],
    ['6690-2', '3.5-9.5', '×10^9/L', ['NOT_A_NUMBER']],
    ['6690-2', '5.6', null, ['NO_UNIT']],
    ['6690-2', '5.6', '--', ['NO_UNIT']],
    ['6690-2', '5.6', '十亿', ['UNKNOWN_UNIT']],
    ['6690-2', '5.6', 'g/L', ['UNIT_NOT_COMPARABLE']],
    ['5196-1', '见备注', null, ['NOT_A_DEGREE']],
  ];
  it.each(table)('%s printed as %s %s: %j', (code, value, unit, expected) => {
    expect(issues([code, value, unit])).toEqual(expected);
  });

  it('is a sample taken on a day after the report was issued', () => {
    const later = { effectiveAt: at('2026-03-02'), issuedAt: at('2026-03-01') };
    expect(issues(['6690-2', '5.6', 'g/L'], later)).toEqual([
      ...['UNIT_NOT_COMPARABLE', 'SAMPLED_AFTER_REPORT'],
    ]);
    expect(issues(['6690-2', '5.6', '×10^9/L'], { ...later, effectiveAt: null })).toEqual([]);
  });
});
