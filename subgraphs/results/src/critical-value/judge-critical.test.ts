import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../catalogue/catalogue';
import type { ObservationInput } from '../lab-report/lab-report.inputs';
import { readObservation } from '../observation/read-observation';
import { createUnitJudge } from '../observation/unit';
import { anObservation } from '../testing/report.factory';
import { type CriticalCase, findCritical, findCriticalExam } from './judge-critical';
import { readCriticalRules } from './read-critical-rules';

const catalogue = loadCatalogue();
const units = createUnitJudge(catalogue.units, catalogue.words);
const judge = { catalogue, rules: readCriticalRules(catalogue.find) };

const potassium = (overrides: Partial<ObservationInput>) =>
  anObservation({ code: '2823-3', unit: 'mmol/L', referenceRange: '3.5-5.3', ...overrides });
const found = (inputs: readonly ObservationInput[], of: Partial<CriticalCase> = {}) => {
  const read = inputs.map((one) => readObservation(one, 'township-dongpu', catalogue, units));
  const about = { patientId: 'patient-1', institutionId: 'township-dongpu', department: null };
  const taken = new Date('2026-03-01T08:00:00+08:00');
  return findCritical(read, { ...about, birthDate: '1960-01-01', takenAt: taken, ...of }, judge);
};
const grounds = (input: ObservationInput, of: Partial<CriticalCase> = {}) =>
  found([input], of).map(({ ground }) => ground);

describe('a laboratory value', () => {
  it.each(['LL', 'HH', '↑↑', '危急高'])('is critical where the laboratory flags it %s', (flag) => {
    expect(grounds(potassium({ value: '4.0', flag }))).toEqual(['FLAG']);
  });

  it.each([
    ['2.8', ['LIMIT']],
    ['2.9', []],
    ['6.1', []],
    ['6.2', ['LIMIT']],
    ['>6.5', ['LIMIT']],
    ['<3.0', []],
    ['溶血', []],
  ])('of potassium %s: %s', (value, expected) => {
    expect(grounds(potassium({ value }))).toEqual(expected);
  });

  it('is judged in the item’s unit, whatever it was reported in', () => {
    const glucose = (value: string, unit: string) =>
      anObservation({ code: '14749-6', value, unit, referenceRange: null });
    expect(grounds(glucose('45', 'mg/dL'))).toEqual(['LIMIT']);
    expect(grounds(glucose('46', 'mg/dL'))).toEqual([]);
    expect(grounds(glucose('2.5', 'mmol/L'))).toEqual(['LIMIT']);
  });

  it.each([
    ['its unit cannot be compared', potassium({ value: '9', unit: 'g/L' })],
    ['its unit is missing', potassium({ value: '9', unit: null })],
    ['its code is not mapped', anObservation({ code: 'unknown', value: '0' })],
    ['its item has no limits', anObservation({ code: '789-8', value: '0', unit: '10^12/L' })],
  ])('is not judged where %s', (_title, input) => {
    expect(grounds(input)).toEqual([]);
  });

  it.each([
    ['2026-02-01', ['LIMIT'], 'on the 28th day of life'],
    ['2026-01-31', [], 'on the 29th'],
    ['2026-03-02', ['LIMIT'], 'taken before she was registered as born'],
    [null, ['LIMIT'], 'of unknown age'],
  ])('of one born %s is judged by her age: %s, %s', (birthDate, expected, _when) => {
    const hemoglobin = anObservation({ code: '718-7', value: '90', unit: 'g/L' });
    expect(grounds(hemoglobin, { birthDate })).toEqual(expected);
  });

  it.each([
    ['血液内科', '25', []],
    ['血液内科', '20', ['LIMIT']],
    [null, '25', ['LIMIT']],
  ])('ordered by %s is judged by its limits: platelets %s', (department, value, expected) => {
    const platelets = anObservation({ code: '777-3', value, unit: '10^9/L' });
    expect(grounds(platelets, { department })).toEqual(expected);
  });

  it('is judged by the list of the laboratory that reported it', () => {
    const aptt = anObservation({ code: '14979-9', value: '75', unit: 's', referenceRange: null });
    expect(grounds(aptt)).toEqual(['LIMIT']);
    expect(grounds(aptt, { institutionId: 'lab-center' })).toEqual([]);
  });

  it('keeps its place among several of one item', () => {
    const twice = [
      potassium({ value: '2.0' }),
      potassium({ value: '4' }),
      potassium({ value: '7' }),
    ];
    expect(found(twice)).toMatchObject([
      { subject: '2823-3', position: 0 },
      { subject: '2823-3 3', position: 2 },
    ]);
  });

  it('has the fingerprint of what was reported of whom', () => {
    const print = (value: string, of = {}) => found([potassium({ value })], of)[0]?.fingerprint;
    expect(print('2.0', { birthDate: null })).toBe(print('2.0'));
    expect(new Set([print('2.0'), print('2.1'), print('2.0', { patientId: 'other' })]).size).toBe(
      3,
    );
  });
});

describe('an exam', () => {
  const exam = { patientId: 'patient-1', sensitive: false, findings: '一', conclusion: '二' };

  it('is critical where its physician says so', () => {
    expect(findCriticalExam({ ...exam, critical: false })).toEqual([]);
    expect(findCriticalExam({ ...exam, critical: true })).toMatchObject([
      { subject: 'EXAM', position: null, ground: 'EXAM' },
    ]);
  });
});
