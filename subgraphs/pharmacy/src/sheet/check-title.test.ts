import { describe, expect, it } from '@jest/globals';
import type { TitleLevel } from '@lianyi/shared/ports/practice-rights';
import { AntiInfectiveGrade } from '../drug/drug.entity';
import { PrescriptionKind } from '../prescription/prescription.entity';
import { readPrescribingRules } from '../rules/prescribing-rules';
import { readSafetyRules } from '../rules/safety-rules';
import { aLine, aSheet } from '../testing/sheet.factory';
import { findingsOf } from './findings-of';
import type { Sheet } from './sheet';

const rules = { prescribing: readPrescribingRules(), safety: readSafetyRules() };
/** Codes of what is found; an exclamation mark blocks. */
const found = (sheet: Partial<Sheet>) =>
  findingsOf(aSheet(sheet), rules)
    .map(({ code, severity }) => (severity === 'BLOCKING' ? `${code}!` : code))
    .join(' ');

const { NON_RESTRICTED, RESTRICTED, SPECIAL } = AntiInfectiveGrade;
const { EMERGENCY, LONG_TERM } = PrescriptionKind;
const items = (antiInfectiveGrade: AntiInfectiveGrade | null, days = 1) => [
  aLine({ antiInfective: true, antiInfectiveGrade }, { days }),
];

describe('an anti-infective', () => {
  it.each<[AntiInfectiveGrade | null, TitleLevel | null, boolean]>([
    [NON_RESTRICTED, 'NONE', true],
    [NON_RESTRICTED, null, true],
    [RESTRICTED, 'JUNIOR', false],
    [RESTRICTED, null, false],
    [RESTRICTED, 'INTERMEDIATE', true],
    [SPECIAL, 'INTERMEDIATE', false],
    [SPECIAL, 'ASSOCIATE_SENIOR', true],
    [SPECIAL, 'SENIOR', true],
    [null, 'NONE', true],
  ])('of grade %s by the title %s: %s', (grade, titleLevel, may) => {
    expect(found({ titleLevel, items: items(grade) })).toBe(may ? '' : 'ANTI_INFECTIVE_GRADE!');
  });

  const urgent = { kind: EMERGENCY, titleLevel: 'JUNIOR' as const };
  const reason = '感染性休克';
  it.each<[string, Partial<Sheet>, string]>([
    ['for a day, with the reason', { ...urgent, reason }, 'ANTI_INFECTIVE_GRADE'],
    ['for two days', { ...urgent, reason, items: items(SPECIAL, 2) }, 'ANTI_INFECTIVE_GRADE!'],
    ['without a reason', urgent, 'ANTI_INFECTIVE_GRADE!'],
    ['where nothing is urgent', { titleLevel: 'JUNIOR', reason }, 'ANTI_INFECTIVE_GRADE!'],
  ])('above one’s grade %s is warned of or refused', (_, sheet, codes) => {
    expect(found({ items: items(SPECIAL), ...sheet })).toBe(codes);
  });
});

describe('the first long-term sheet', () => {
  const plan = [{ drugCode: 'X', dosage: '每日一次', days: 14 }];
  it.each<[string, Partial<Sheet>, string]>([
    ['by a physician of intermediate title', { titleLevel: 'INTERMEDIATE' }, ''],
    ['by one below', { titleLevel: 'JUNIOR' }, 'LONG_TERM_TITLE!'],
    ['by who is not known', { titleLevel: null }, 'LONG_TERM_TITLE!'],
    ['that is not the first', { titleLevel: 'JUNIOR', hadLongTerm: true }, ''],
    [
      'with a referral that brought no plan',
      { titleLevel: 'JUNIOR', plan: [] },
      'LONG_TERM_TITLE!',
    ],
    ['that goes on with a plan from above', { titleLevel: 'JUNIOR', plan }, ''],
  ])('is for titles: %s', (_, sheet, codes) => {
    expect(found({ kind: LONG_TERM, ...sheet })).toBe(codes);
  });
});
