import { describe, expect, it } from '@jest/globals';
import { createCounty } from '@lianyi/shared/demo/county';
import { codeFault } from '../drug/drug-code';
import { readDrugFile } from '../drug/drug-file';
import { drugListRows } from './drug-list.rows';

describe('the demo county’s list of drugs', () => {
  const drugs = readDrugFile();
  const county = createCounty({ patients: 10, seed: 20_261_121, today: '2026-12-21' });
  const { lines, list } = drugListRows(county, drugs, 'county-hospital');

  it('is a draft for the next month, counted as its lines are', () => {
    const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
    expect(list).toMatchObject({ status: 'DRAFT', effectiveFrom: '2027-01-01', ended: 0 });
    for (const kind of ['added', 'changed', 'unchanged'] as const)
      expect([kind, count(kind.toUpperCase())]).toEqual([kind, list[kind]]);
  });

  it('changes prices alone, and adds a drug the catalogue does not have', () => {
    const known = new Set(drugs.map(({ code }) => code));
    for (const { changes, code, drug, kind } of lines) {
      expect(known.has(code)).toBe(kind !== 'ADDED');
      expect(changes.map(({ field }) => field)).toEqual(kind === 'CHANGED' ? ['price'] : []);
      expect(drug === null).toBe(kind === 'UNCHANGED');
      expect(drug && codeFault(drug.category, drug.code)).toBeNull();
    }
  });
});
