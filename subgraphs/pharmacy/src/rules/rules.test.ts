import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPrescribingRules } from './prescribing-rules';
import { readSafetyRules } from './safety-rules';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The shipped file with some of it changed. */
function changed(name: string, change: object) {
  const shipped: object = JSON.parse(readFileSync(resolve(__dirname, '../../data', name), 'utf8'));
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...shipped, ...change }));
  return path;
}
const limit = { mostDays: 7, mostDaysWithReason: 28 };

describe('the rules of prescribing', () => {
  const kinds = ['ORDINARY', 'EMERGENCY', 'LONG_TERM', 'CONTINUATION', 'TCM'].map((kind) => ({
    ...{ kind, ...limit },
  }));
  const longTerm = {
    ...{ needsContract: true, diagnoses: ['I10'], forbiddenControls: ['TOXIC'] },
    ...{ antiInfectiveDiagnoses: ['A16'], coldAtc: ['A10A'], refillAfterShare: 0.8 },
  };
  it.each([
    ['four days of validity', { validDaysWithReason: 4 }, 'from 1 to 3'],
    ['less with a reason', { validDays: 3, validDaysWithReason: 2 }, 'the second not less'],
    ['half a drug', { mostDrugs: 0.5 }, 'prescribing.json, the file: mostDrugs'],
    ['a kind left out', { kinds: kinds.slice(1) }, 'kinds must hold ORDINARY'],
    ['a kind twice', { kinds: [...kinds, kinds[0]] }, 'kinds must hold each kind once'],
    ['fewer days with a reason', { kinds: [{ ...kinds[0], mostDays: 29 }] }, 'kinds ORDINARY'],
    ['a control left out', { controls: [] }, 'controls must hold NARCOTIC for every form'],
    ['an unknown control', { controls: [{ control: 'X', forms: [], ...limit }] }, 'controls X'],
    ['a share above all', { longTerm: { ...longTerm, refillAfterShare: 1.1 } }, 'longTerm: refill'],
    ['an unknown class', { longTerm: { ...longTerm, forbiddenControls: ['X'] } }, 'names X'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => readPrescribingRules(changed('prescribing.json', change))).toThrow(words);
  });
});

describe('the tables of harm', () => {
  const pair = { one: 'B01AC04', other: 'A02BC01', severity: 'WARNING', text: '减弱' };
  it.each([
    ['a class that is none', { pairs: [{ ...pair, one: '4B' }] }, 'pairs 减弱: one must be an ATC'],
    ['an unknown severity', { pairs: [{ ...pair, severity: 'BAD' }] }, 'pairs 减弱: severity'],
    [
      'a piece without others',
      { pieces: [{ name: '十八反', one: '甘草' }] },
      'pieces 甘草: others',
    ],
    ['an allergy without words', { allergies: [{ atc: 'J01C', severity: 'BLOCKING' }] }, 'words'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => readSafetyRules(changed('interactions.json', change))).toThrow(words);
  });
});
