import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { DrugCategory, SpecialControl } from './drug.entity';
import { readDrugFile } from './drug-file';

const amlodipine = {
  ...{ code: 'XC08CAA901A002020190002', name: '苯磺酸氨氯地平片', initials: 'bhsaldpp' },
  ...{ form: '片剂', strength: '5mg', unit: '盒', maker: null, category: 'WESTERN' },
  ...{ atc: 'C08CA01', insuranceClass: null, essential: true, control: 'NONE' },
  ...{ antiInfective: false, tiers: 'ALL', price: 9.8 },
};

/** Reads a file that holds these drugs. */
function readFileOf(drugs: object[], tierGroups: object = { ALL: ['VILLAGE_CLINIC'] }) {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
  const file = join(folder, 'drugs.json');
  const head = { version: '1', effectiveFrom: '2026-01-01', source: 'a test' };
  writeFileSync(file, JSON.stringify({ ...head, tierGroups, drugs }));
  try {
    return readDrugFile(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the drug file', () => {
  const drugs = readDrugFile();

  it('holds every category and every class of special control', () => {
    expect(new Set(drugs.map(({ category }) => category))).toEqual(
      new Set(Object.values(DrugCategory)),
    );
    expect(new Set(drugs.map(({ control }) => control))).toEqual(
      new Set(Object.values(SpecialControl)),
    );
  });

  it('holds drugs whose prescription is sensitive', () => {
    const { drug } = readSensitiveCodes();
    expect(drugs.filter(({ atc }) => drug(atc)).map(({ name }) => name)).toEqual([
      '盐酸舍曲林片',
      '奥氮平片',
    ]);
  });

  it('expands the tiers that may prescribe a drug', () => {
    const [drug] = readFileOf([amlodipine], { ALL: ['VILLAGE_CLINIC', 'COUNTY_HOSPITAL'] });
    expect(drug?.tiers).toEqual(['VILLAGE_CLINIC', 'COUNTY_HOSPITAL']);
  });

  it.each([
    [
      'a western code of 22 characters',
      { code: 'XC08CAA901A00202019000' },
      /has 23 characters, not 22/,
    ],
    ['a western code for a TCM piece', { category: 'TCM_PIECE' }, /has 10 characters/],
    ['half a tablet in a box', { packSize: 0.5 }, /packSize must be a whole number/],
    ['an unknown grade', { antiInfectiveGrade: 'SOME' }, /antiInfectiveGrade must be one of/],
    ['an unknown storage', { storage: 'SOME' }, /storage must be one of/],
    ['an unknown category', { category: 'WESTERNER' }, /category must be one of/],
    ['an unknown class of control', { control: 'SOME' }, /control must be one of/],
    ['a tier group that is none', { tiers: 'SOME' }, /no group SOME/],
    ['a negative price', { price: -1 }, /price must not be negative/],
    ['initials in capitals', { initials: 'BHS' }, /initials must be/],
    ['a missing name', { name: '' }, /name must be a text/],
  ])('is refused with the entry named: %s', (_case, fault, message) => {
    expect(() => readFileOf([{ ...amlodipine, ...fault }])).toThrow(message);
    expect(() => readFileOf([{ ...amlodipine, ...fault }])).toThrow(/drugs\.json, drugs /);
  });

  it('is refused with a code given twice, and with a tier that is none', () => {
    expect(() => readFileOf([amlodipine, amlodipine])).toThrow(/stands here twice/);
    expect(() => readFileOf([amlodipine], { ALL: ['VILLAGE'] })).toThrow(
      /VILLAGE, which is no tier/,
    );
  });
});
