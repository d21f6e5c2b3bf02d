import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import { dataFolder, loadCatalogue } from './catalogue';

const loincCheck = (code: string) => {
  const [body = '', check = ''] = code.split('-');
  const doubled = [...body]
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1));
  const sum = doubled
    .join('')
    .split('')
    .reduce((total, digit) => total + Number(digit), 0);
  return (10 - (sum % 10)) % 10 === Number(check);
};

describe('the catalogue', () => {
  const catalogue = loadCatalogue();
  const laboratory = catalogue.orderable.filter(({ category }) => category === 'LABORATORY');

  it('holds 97 laboratory items', () => {
    expect(laboratory).toHaveLength(97);
  });

  it('names laboratory items by LOINC codes with a right check digit, but for the breath test', () => {
    expect(laboratory.map(({ code }) => code).filter((code) => !loincCheck(code))).toEqual([
      'HP-UBT',
    ]);
  });

  it('measures in units UCUM knows', () => {
    const units = catalogue.orderable.flatMap(({ unit, accepts }) => [unit, ...(accepts ?? [])]);
    const ucum = UcumLhcUtils.getInstance();
    const unknown = units.filter(
      (unit) => unit !== null && unit !== '1' && ucum.validateUnitString(unit).status !== 'valid',
    );
    expect(unknown).toEqual([]);
  });

  it('covers every modality', () => {
    expect(new Set(catalogue.orderable.map(({ modality }) => modality)).size).toBe(14);
  });

  it('gives every exam item the quality records of its modality', () => {
    const exams = catalogue.orderable.filter(({ modality }) => modality !== null);
    expect(exams.filter(({ qualityCode }) => catalogue.find(qualityCode ?? '') === null)).toEqual(
      [],
    );
  });

  it('marks HIV and syphilis as sensitive', () => {
    expect(
      catalogue.orderable.filter(({ sensitive }) => sensitive).map(({ code }) => code),
    ).toEqual(['20507-0', '24312-1', '56888-1']);
  });

  const windowOf = (code: string, day = '2026-03-01') => {
    const item = catalogue.find(code);
    return item && catalogue.windows.on(item, day);
  };

  it.each([
    ['6690-2', { rule: 'DAYS', days: 7 }],
    ['1742-6', { rule: 'DAYS', days: 30 }],
    ['4548-4', { rule: 'DAYS', days: 60 }],
    ['2823-3', { rule: 'DAYS', days: 7 }],
    ['10839-9', { rule: 'NEVER' }],
    ['883-9', { rule: 'NEVER' }],
    ['US-FETUS', { rule: 'NEVER' }],
    ['US-HEART', { rule: 'DAYS', days: 90 }],
    ['CT-CHEST', { rule: 'DAYS', days: 30 }],
    ['MG-BREAST', { rule: 'DAYS', days: 180 }],
    ['SM-TISSUE', { rule: 'UNLIMITED' }],
  ])('lets %s count %j', (code, window) => {
    expect(windowOf(code)).toEqual(window);
  });

  it('recognises nothing before its windows are in force', () => {
    expect(windowOf('6690-2', '2022-02-28')).toEqual({ rule: 'NEVER' });
  });

  it('reads a code by the table of the institution that sent it', () => {
    expect(catalogue.resolve('township-dongpu', 'WBC')?.item.code).toBe('6690-2');
  });

  it('does not read a code by the table of another institution', () => {
    expect(catalogue.resolve('county-hospital', 'WBC')).toBeNull();
  });

  it('takes a catalogue code from anyone', () => {
    expect(catalogue.resolve('county-hospital', '6690-2')?.item.name).toBe('白细胞计数');
  });
});

describe('a data file that a county edits', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-data-'));
    cpSync(dataFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const edit = (file: string, from: string | RegExp, to: string) => {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace(from, to));
  };

  it.each([
    [
      'items.lab.json',
      '"scale": "QUANTITATIVE"',
      '"scale": "NUMBER"',
      'items.lab.json, items 6690-2: scale must be one of QUANTITATIVE, ORDINAL, NOMINAL.',
    ],
    [
      'items.lab.json',
      '"group": "CBC"',
      '"group": "CBD"',
      'windows.json, group CBD: is missing, item 6690-2 needs it.',
    ],
    [
      'items.lab.json',
      '"unit": "g/L"',
      '"unit": null',
      'items.lab.json, items 718-7: a quantitative item needs a UCUM unit, or the units it accepts.',
    ],
    [
      'items.exam.json',
      '"bodyPart": "CHEST"',
      '"bodyPart": "HAND"',
      'items.exam.json, items CR-CHEST: the code must be CR-HAND.',
    ],
    [
      'windows.json',
      '"days": 7',
      '"days": 0',
      'windows.json, windows CBC: days must be a whole number of at least 1; NEVER is a rule of its own.',
    ],
    [
      'windows.json',
      '"item": "US-FETUS"',
      '"item": "US-FETUSES"',
      'windows.json, windows US-FETUSES: the catalogue has no such item.',
    ],
    [
      'windows.json',
      '"effectiveFrom": "2022-03-01"',
      '"effectiveFrom": "soon"',
      'windows.json, the file: effectiveFrom must be a calendar day such as 2026-03-01.',
    ],
    ['scopes.json', '"COMMUNITY"', '"CITY"', 'scopes.json, scopes CITY: stands twice.'],
    [
      'local-codes/township-dongpu.json',
      ', "unit": "g/L"',
      '',
      'township-dongpu.json, codes HGB: a mapping to 718-7 needs the unit the institution reports in.',
    ],
    [
      'local-codes/township-dongpu.json',
      '"item": "718-7"',
      '"item": "718-8"',
      'township-dongpu.json, codes HGB: the catalogue has no item 718-8.',
    ],
    ['units.json', '"mg%"', '"g/L"', 'units.json, units mg/dL: g/L already means g/L.'],
  ])('%s stops the start with one sentence where %s became %s', (file, from, to, sentence) => {
    edit(file, from, to);
    expect(() => loadCatalogue(folder)).toThrow(new Error(sentence));
  });

  it('that is no JSON stops the start, naming the file', () => {
    edit('windows.json', '{', '');
    expect(() => loadCatalogue(folder)).toThrow(/^windows\.json, the file: /);
  });

  it('may change a window from a day on', () => {
    edit(
      'windows.json',
      '"windows": [',
      '"windows": [{ "group": "CBC", "rule": "DAYS", "days": 3, "source": "site", "effectiveFrom": "2026-07-01" },',
    );
    const { find, windows } = loadCatalogue(folder);
    const item = find('6690-2') ?? { code: '', group: '' };
    const days = ['2026-06-30', '2026-07-01'].map((day) => windows.on(item, day));
    expect(days).toEqual([
      { rule: 'DAYS', days: 7 },
      { rule: 'DAYS', days: 3 },
    ]);
  });
});
