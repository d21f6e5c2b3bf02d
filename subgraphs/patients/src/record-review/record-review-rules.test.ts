import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readRecordReviewRules } from './record-review-rules';

const standard = readFileSync(resolve(__dirname, '../../data/record-review.json'), 'utf8');

describe('the rules of records review', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['recordsAHalfYear must be a whole number', '"recordsAHalfYear": 50', '"recordsAHalfYear": 0'],
    ['B must be below A', '"A": 90', '"A": 75'],
    ['points must be a whole number', '"points": 5', '"points": 0'],
    ['problems must hold each code once', '"code": "1-2"', '"code": "1-1"'],
    ['classes must be of', '"classes": ["EMERGENCY"]', '"classes": ["NIGHT"]'],
    ['classes must be of', '"classes": ["EMERGENCY"]', '"classes": []'],
    ['finding must be one of', '"NO_DIAGNOSIS"', '"NO_DIAGNOSES"'],
    ['findings must hold each finding once', '"SYMPTOM_ONLY"', '"NO_DIAGNOSIS"'],
    ['problem 9-9 is none of problems', '"problem": "1-6"', '"problem": "9-9"'],
    ['pattern must be a regular expression', '"^[A-Z]\\\\d{2}"', '"("'],
    ['in order', '"from": "R00"', '"from": "S00"'],
    ['gender must be one of', '"gender": "FEMALE"', '"gender": "UNKNOWN"'],
    ['hours must be more than 0', '"hours": 72', '"hours": 0'],
    ['lateChangeDays must be more than 0', '"lateChangeDays": 7', '"lateChangeDays": 0'],
  ])('refuse a file: %s', (message, written, faulty) => {
    expect(standard).toContain(written);
    const file = join(folder, 'record-review.json');
    writeFileSync(file, standard.replace(written, faulty));
    expect(() => readRecordReviewRules(file)).toThrow(message);
  });

  it('grade a record by the points its problems take, and by a veto', () => {
    const { judge, problems } = readRecordReviewRules();
    const of = (...codes: string[]) => judge(problems.filter(({ code }) => codes.includes(code)));
    expect(of()).toEqual({ score: 100, grade: 'A' });
    expect(of('1-6')).toEqual({ score: 90, grade: 'A' });
    expect(of('1-6', '1-4')).toEqual({ score: 87, grade: 'B' });
    expect(of('1-6', '3-1')).toEqual({ score: 75, grade: 'B' });
    expect(of('1-6', '3-1', '1-4')).toEqual({ score: 72, grade: 'C' });
    const veto = problems.filter((one) => one.veto).map((one) => ({ ...one, points: 1 }));
    expect(judge(veto.slice(0, 1))).toEqual({ score: 99, grade: 'C' });
    expect(judge(problems)).toEqual({ score: 0, grade: 'C' });
  });
});
