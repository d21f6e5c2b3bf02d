import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { PractitionerCategory } from '../practitioner/practitioner.entity';
import { LicenceKind } from './licence.entity';
import { readLicenceRules } from './licence-rules';

const standard = readFileSync(resolve(__dirname, '../../data/licences.json'), 'utf8');
const { ADMINISTRATOR, NURSE, PHYSICIAN } = PractitionerCategory;

describe('the file of licences', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-licences-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (from: string, to: string) => {
    const path = join(folder, 'licences.json');
    writeFileSync(path, standard.replace(from, to));
    return readLicenceRules(path);
  };

  it.each([
    ['an unknown kind', '"NURSE"', '"HEALER"', 'kind must be one of'],
    ['a kind that is missing', '"kind": "NURSE"', '"kind": "PHYSICIAN"', 'kinds must hold NURSE'],
    ['an unknown category', '["NURSE"]', '["HEALER"]', 'categories must name some of'],
    ['no years', '"mostYears": 5', '"mostYears": 0', 'mostYears must be a whole number'],
    [
      'no days',
      '"expiringWithinDays": 90',
      '"expiringWithinDays": 0',
      'expiringWithinDays must be',
    ],
    [
      'a day that is none',
      '"demandedFrom": null',
      '"demandedFrom": "2027"',
      'demandedFrom must be',
    ],
  ])('stops the start with %s', (_, from, to, problem) => {
    expect(() => read(from, to)).toThrow(problem);
  });

  it('demands licences from its day on of those who need one', () => {
    const { allow } = read('"demandedFrom": null', '"demandedFrom": "2027-01-01"');
    expect(allow(PHYSICIAN, [], '2026-12-31')).toBe(true);
    expect(allow(PHYSICIAN, [], '2027-01-01')).toBe(false);
    expect(allow(ADMINISTRATOR, [], '2027-01-01')).toBe(true);
  });

  it('lets a licence count for its own profession alone', () => {
    const ofNurse = { kind: LicenceKind.NURSE, issuedOn: '2020-01-01' };
    const over = { ...ofNurse, expiresOn: '2025-12-31', endedOn: null };
    const { allow } = readLicenceRules();
    expect(allow(PHYSICIAN, [over], '2026-01-01')).toBe(true);
    expect(allow(NURSE, [over], '2026-01-01')).toBe(false);
  });
});
