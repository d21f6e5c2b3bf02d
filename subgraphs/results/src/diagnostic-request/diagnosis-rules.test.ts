import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataFolder } from '../catalogue/catalogue';
import { readDiagnosisRules } from './diagnosis-rules';

const noon = new Date('2026-03-04T12:00:00+08:00');

describe('the rules of shared diagnosis', () => {
  const rules = readDiagnosisRules();

  it('send ultrasound, endoscopy and nuclear medicine to those who read images', () => {
    const kinds = ['ULTRASOUND', 'ENDOSCOPY', 'NUCLEAR_MEDICINE', 'ELECTROCARDIOGRAM'] as const;
    expect(kinds.map(rules.kindOf)).toEqual(['IMAGING', 'IMAGING', 'IMAGING', 'ECG']);
  });

  it('say when a report is due', () => {
    expect(rules.dueAt('ECG', 'EMERGENCY', noon)).toEqual(new Date('2026-03-04T12:10:00+08:00'));
    expect(rules.dueAt('IMAGING', 'ROUTINE', noon)).toEqual(new Date('2026-03-05T12:00:00+08:00'));
  });

  it('let a claim hold for half an hour', () => {
    expect(rules.claimedUntil(noon)).toEqual(new Date('2026-03-04T12:30:00+08:00'));
  });

  it('count the days after a request’s end in Shanghai', () => {
    expect(rules.endedSince(noon)).toEqual(new Date('2025-12-04T00:00:00+08:00'));
  });
});

describe('a file of such rules', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The product's own file with one text replaced by another. */
  const readWith = (from: string, to: string) => {
    const text = readFileSync(join(dataFolder, 'diagnosis.json'), 'utf8');
    expect(text).toContain(from);
    const path = join(folder, 'diagnosis.json');
    writeFileSync(path, text.replace(from, to));
    return () => readDiagnosisRules(path);
  };

  it.each([
    ['"claimMinutes": 30', '"claimMinutes": 0', 'claimMinutes must be a whole number of minutes'],
    ['"claimMinutes": 30', '"claimMinutes": 1.5', 'claimMinutes must be a whole number'],
    ['"basisDaysAfterEnd": 90', '"basisDaysAfterEnd": -1', 'basisDaysAfterEnd must be a whole'],
    ['"kind": "ECG"', '"kind": "EEG"', 'kind must be one of IMAGING, ECG'],
    ['["PATHOLOGY"]', '[]', 'kinds must say what holds for PATHOLOGY'],
    ['["PATHOLOGY"]', '["PATHOLOGY", "LABORATORY"]', 'a category belongs to one kind'],
    ['["PATHOLOGY"]', '["TISSUE"]', 'TISSUE is not a category of items'],
    ['"kind": "ECG"', '"kind": "IMAGING"', 'kinds must say what holds for ECG'],
    ['"URGENT": 120', '"URGENT": 20', 'what is more urgent is due first'],
    ['"URGENT": 120', '"URGENT": 1441', 'what is more urgent is due first'],
  ])('with %s written as %s stops the start', (from, to, problem) => {
    expect(readWith(from, to)).toThrow(problem);
  });
});
