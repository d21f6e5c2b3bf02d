import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDispensingRules } from './dispensing-rules';
import { readPieceLimits } from './piece-limits';
import { readPrescribingRules } from './prescribing-rules';
import { readSafetyRules } from './safety-rules';
import { readTransitions } from './transitions';

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
    firstTitle: 'INTERMEDIATE',
  };
  const grades = ['NON_RESTRICTED', 'RESTRICTED', 'SPECIAL'].map((grade) => ({
    ...{ grade, leastTitle: 'JUNIOR' },
  }));
  const antiInfectives = (change: object) => ({
    antiInfectives: { grades, emergencyDays: 1, ...change },
  });
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
    ['an unknown title', { longTerm: { ...longTerm, firstTitle: 'HIGH' } }, 'longTerm: firstTitle'],
    ['a grade left out', antiInfectives({ grades: grades.slice(1) }), 'hold NON_RESTRICTED'],
    ['a grade twice', antiInfectives({ grades: [...grades, grades[0]] }), 'each grade once'],
    [
      'a title that is none',
      antiInfectives({ grades: [{ ...grades[0], leastTitle: 'X' }] }),
      'must be one of',
    ],
    ['half a day', antiInfectives({ emergencyDays: 0.5 }), 'antiInfectives: emergencyDays'],
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

describe('the limits of toxic pieces', () => {
  const limit = { piece: '川乌', names: ['制川乌'], leastGrams: 1.5, mostGrams: 3 };
  it.each([
    ['no names', [{ ...limit, names: [] }], 'pieces 川乌: names must hold at least one'],
    ['a name twice', [limit, limit], 'each name once, not 制川乌 twice'],
    ['no grams', [{ ...limit, leastGrams: 0 }], 'leastGrams must be above 0'],
    ['less than the least', [{ ...limit, mostGrams: 1 }], 'mostGrams must not be below'],
    ['grams in words', [{ ...limit, mostGrams: '3g' }], 'mostGrams must be a number'],
  ])('are refused with %s', (_, pieces, words) => {
    expect(() => readPieceLimits(changed('toxic-pieces.json', { pieces }))).toThrow(words);
  });
});

describe('the rules of handing out', () => {
  const all = ['atc', 'name', 'form', 'strength', 'unit'];
  it.each([
    ['no days of a part', { partDays: 0 }, 'partDays must be a whole number, 1 or more'],
    ['half a day after the end', { presentedDaysAfterEnd: 0.5 }, 'presentedDaysAfterEnd must be'],
    ['a clock that never rests', { expireEverySeconds: 0 }, 'expireEverySeconds must be'],
    [
      'a trait that is none',
      { substituteShares: [...all, 'maker'] },
      'substituteShares names maker',
    ],
    ['any strength', { substituteShares: ['name', 'unit'] }, 'substituteShares must name strength'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => readDispensingRules(changed('dispensing.json', change))).toThrow(words);
  });
});

describe('the table of a sheet’s states', () => {
  const { steps } = JSON.parse(
    readFileSync(resolve(__dirname, '../../data/transitions.json'), 'utf8'),
  ) as { steps: { step: string }[] };
  const but = (step: string, change: object) =>
    steps.map((row) => (row.step === step ? { ...row, ...change } : row));
  it.each([
    ['a step left out', steps.slice(1), 'steps must hold APPROVE'],
    ['a step twice', [...steps, steps[0]], 'steps must hold each step once'],
    ['a way back', but('APPROVE', { from: ['REJECTED'] }), 'where a sheet is over'],
    ['a state that is none', but('APPROVE', { from: ['LOST'] }), 'names LOST, which is no state'],
    ['a step from nowhere', but('REJECT', { from: [] }), 'from must name at least one state'],
    ['another end', but('REJECT', { to: 'CANCELLED' }), 'to must be one of REJECTED'],
    [
      'what was handed out cancelled',
      but('CANCEL', { from: ['PARTLY_DISPENSED'] }),
      'what was handed out is not cancelled',
    ],
    ['a clock that approves', but('APPROVE', { side: 'CLOCK' }), 'side must be CLOCK for EXPIRE'],
    ['a member that expires', but('EXPIRE', { side: 'MEMBER' }), 'side must be CLOCK for EXPIRE'],
  ])('is refused with %s', (_, changedSteps, words) => {
    const path = changed('transitions.json', { steps: changedSteps });
    expect(() => readTransitions(path)).toThrow(words);
  });
});
