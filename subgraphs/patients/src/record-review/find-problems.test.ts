import { describe, expect, it } from '@jest/globals';
import { EncounterClass } from '../encounter/encounter.entity';
import { Gender } from '../patient/patient.entity';
import { aCoding, anEncounter } from '../testing/patients.factory';
import { findProblems, type RecordFacts } from './find-problems';
import { readRecordReviewRules } from './record-review-rules';

const rules = readRecordReviewRules();
const hour = 3_600_000;
const startedAt = new Date('2025-09-01T08:00:00+08:00');
const after = (hours: number) => new Date(startedAt.getTime() + hours * hour);
const found = (more: Partial<RecordFacts> = {}) => {
  const facts = { gender: Gender.FEMALE, changedAt: null, startedAt, endedAt: after(1) };
  return findProblems({ ...anEncounter(), ...facts, ...more }, rules);
};
const of = (...codes: string[]) => ({ diagnoses: codes.map((code) => aCoding({ code })) });

describe('what the rules have against a record', () => {
  it.each<[string, Partial<RecordFacts>, string[]]>([
    ['nothing', {}, []],
    ['no diagnosis', of(), ['1-6']],
    ['a code that has not the form', of('I10', '高血压'), ['1-4']],
    ['a system that is no standard', { diagnoses: [aCoding({ system: 'LOCAL' })] }, ['1-4']],
    ['a stay that ends with a symptom', of('R50.9', 'R05'), ['1-6']],
    ['no stay, but a visit, for a symptom', { ...of('R05'), class: EncounterClass.OUTPATIENT }, []],
    ['a stay with a symptom among others', of('R50.9', 'J18.9'), []],
    ['a diagnosis of men in a woman', of('N40'), ['1-5']],
    ['a diagnosis of men in a man', { ...of('N40.x00'), gender: Gender.MALE }, []],
    ['a birth in a man', { ...of('O80.0'), gender: Gender.MALE }, ['1-5']],
    ['a birth of who has not stated it', { ...of('O80.0'), gender: Gender.NOT_STATED }, []],
    ['nobody who attended', { practitionerId: null }, ['1-8']],
    ['a change on the seventh day', { changedAt: after(1 + 7 * 24) }, []],
    ['a change after it', { changedAt: new Date(after(1 + 7 * 24).getTime() + 1) }, ['1-1']],
    ['a stay of thirty days', { endedAt: after(720) }, []],
    ['a longer stay', { endedAt: after(721) }, ['3-4']],
    ['a visit of two days', { class: EncounterClass.HOME, endedAt: after(48) }, ['1-7']],
    ['an emergency of two days', { class: EncounterClass.EMERGENCY, endedAt: after(48) }, []],
    ['a stay that lasts', { endedAt: null }, []],
    [
      'several things, each once',
      { ...of('N40', 'C61', 'x'), practitionerId: null },
      ['1-4', '1-5', '1-8'],
    ],
  ])('is %s', (_title, more, expected) => {
    expect(found(more)).toEqual(expected);
  });
});
