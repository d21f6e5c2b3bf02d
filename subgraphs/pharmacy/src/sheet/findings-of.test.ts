import { describe, expect, it } from '@jest/globals';
import { noon } from '@lianyi/shared/testing/subgraph-harness';
import { DrugStorage, SpecialControl } from '../drug/drug.entity';
import { PrescriptionKind } from '../prescription/prescription.entity';
import { readPrescribingRules } from '../rules/prescribing-rules';
import { readSafetyRules } from '../rules/safety-rules';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { aDrug } from '../testing/pharmacy.factory';
import { aLine, aPiece, aSheet } from '../testing/sheet.factory';
import { findingsOf } from './findings-of';
import type { Sheet } from './sheet';

const rules = { prescribing: readPrescribingRules(), safety: readSafetyRules() };
/** Codes of what is found; an exclamation mark blocks. */
const found = (sheet: Partial<Sheet>) =>
  findingsOf(aSheet(sheet), rules)
    .map(({ code, severity }) => (severity === 'BLOCKING' ? `${code}!` : code))
    .join(' ');

const { COUNTY_HOSPITAL, TOWNSHIP_HEALTH_CENTER } = InstitutionTier;
const { CONTINUATION, EMERGENCY, LONG_TERM, TCM } = PrescriptionKind;
const { COOL, REFRIGERATED } = DrugStorage;
const { NARCOTIC, PSYCHOTROPIC_II, TOXIC } = SpecialControl;
const days = (count: number) => [aLine({}, { days: count })];
const lines = (count: number) => Array.from({ length: count }, () => aLine());
const pieces = (count: number) => Array.from({ length: count }, () => aPiece('黄芪'));
const of = (code: string) => [{ system: 'ICD-10', code, display: code }];
const allergicTo = (display: string) => [{ system: 'local', code: 'x', display }];
const reason = '行动不便';

describe('the make-up of a sheet', () => {
  it.each<[string, Partial<Sheet>, string]>([
    ['five drugs', { items: lines(5) }, ''],
    ['six', { items: lines(6) }, 'TOO_MANY_DRUGS!'],
    ['seven days', { items: days(7) }, ''],
    ['eight', { items: days(8) }, 'TOO_MANY_DAYS!'],
    ['eight with the reason', { items: days(8), reason }, 'TOO_MANY_DAYS'],
    ['28 with the reason', { items: days(28), reason }, 'TOO_MANY_DAYS'],
    ['29 with the reason', { items: days(29), reason }, 'TOO_MANY_DAYS!'],
    ['three in an emergency', { kind: EMERGENCY, items: days(3) }, ''],
    [
      'four in an emergency, whatever the reason',
      { kind: EMERGENCY, items: days(4), reason },
      'TOO_MANY_DAYS!',
    ],
    ['pieces on their own', { kind: TCM, items: [aPiece('黄芪'), aPiece('当归')] }, ''],
    ['pieces among drugs', { items: [aLine(), aPiece('黄芪')] }, 'PIECES_APART!'],
    ['a drug among pieces', { kind: TCM, items: [aPiece('黄芪'), aLine()] }, 'PIECES_APART!'],
    ['40 pieces', { kind: TCM, items: pieces(40) }, ''],
    ['41 pieces', { kind: TCM, items: pieces(41) }, 'TOO_MANY_PIECES!'],
  ])('allows or refuses %s', (_, sheet, codes) => {
    expect(found(sheet)).toBe(codes);
  });

  const controlled = (control: SpecialControl, form: string, count: number) => ({
    items: [aLine({ control, form }, { days: count })],
  });
  it.each<[string, Partial<Sheet>, string]>([
    ['a dose of a narcotic injection', controlled(NARCOTIC, '注射液', 1), ''],
    ['two', controlled(NARCOTIC, '注射液', 2), 'CONTROLLED_DAYS!'],
    ['a week of its slow release', controlled(NARCOTIC, '缓释片', 7), ''],
    ['three days of its tablets', controlled(NARCOTIC, '片剂', 3), ''],
    ['four', controlled(NARCOTIC, '片剂', 4), 'CONTROLLED_DAYS!'],
    ['four with the reason', { ...controlled(NARCOTIC, '片剂', 4), reason }, 'CONTROLLED_DAYS'],
    ['a week of psychotropic II', controlled(PSYCHOTROPIC_II, '片剂', 7), ''],
    ['two days of a poison', controlled(TOXIC, '片剂', 2), ''],
    ['three', { ...controlled(TOXIC, '片剂', 3), reason }, 'CONTROLLED_DAYS!'],
  ])('allows or refuses %s', (_, sheet, codes) => {
    expect(found(sheet)).toBe(codes);
  });
});

describe('the drugs of a sheet', () => {
  const upper = { items: [aLine({ tiers: [COUNTY_HOSPITAL] })], diagnoses: of('K29') };
  it.each<[string, Partial<Sheet>, string]>([
    ['of the upper catalogue', upper, 'TIER!'],
    ['of the own tier', { ...upper, tier: COUNTY_HOSPITAL }, ''],
    ['for who came down', { ...upper, plan: [] }, 'UPPER_CATALOGUE'],
    [
      'in an emergency',
      { ...upper, kind: EMERGENCY, items: [aLine({ tiers: [COUNTY_HOSPITAL] }, { days: 3 })] },
      'UPPER_CATALOGUE',
    ],
    ['for a tiered-care disease', { ...upper, diagnoses: of('E11.900') }, 'UPPER_CATALOGUE'],
    ['twice', { items: [aLine({ code: 'X' }), aLine({ code: 'X' })] }, 'DUPLICATE_DRUG!'],
    [
      'of two makers',
      { items: [aLine({ atc: 'C08CA01' }), aLine({ atc: 'C08CA01' })] },
      'DUPLICATE_DRUG!',
    ],
    [
      'of one class',
      { items: [aLine({ atc: 'C08CA01' }), aLine({ atc: 'C08CA05' })] },
      'SAME_GROUP',
    ],
    ['of classes beside', { items: [aLine({ atc: 'C08CA01' }), aLine({ atc: 'C08DA01' })] }, ''],
    ['of a class not told so far', { items: [aLine({ atc: 'C08' }), aLine({ atc: 'C08' })] }, ''],
  ])('may or may not be %s', (_, sheet, codes) => {
    expect(found(sheet)).toBe(codes);
  });

  it('are told of an essential one of their class that the tier has', () => {
    const items = [aLine({ atc: 'C09CA04', essential: false })];
    const instead = (tiers: InstitutionTier[]) => [aDrug({ atc: 'C09CA03', tiers })];
    expect(found({ items, essentials: instead([TOWNSHIP_HEALTH_CENTER]) })).toBe('ESSENTIAL_FIRST');
    expect(found({ items, essentials: instead([COUNTY_HOSPITAL]) })).toBe('');
  });
});

describe('the harm of a sheet', () => {
  const ofClass = (...classes: string[]) => ({ items: classes.map((atc) => aLine({ atc })) });
  it.each<[string, Partial<Sheet>, string]>([
    [
      'an allergy to the class',
      { ...ofClass('J01CA04'), allergies: allergicTo('青霉素类') },
      'ALLERGY!',
    ],
    ['a class beside it', { ...ofClass('J01DC02'), allergies: allergicTo('青霉素类') }, 'ALLERGY'],
    ['another class', { ...ofClass('J01FA10'), allergies: allergicTo('青霉素类') }, ''],
    [
      'an allergy to its name',
      { items: [aLine({ name: '布洛芬缓释胶囊' })], allergies: allergicTo('布洛芬') },
      'ALLERGY!',
    ],
    ['an allergy told by nothing', { items: [aLine()], allergies: allergicTo('') }, ''],
    ['an allergy to something else', { items: [aLine()], allergies: allergicTo('芒果') }, ''],
    ['a pair that warns', ofClass('B01AC04', 'A02BC01'), 'INTERACTION'],
    ['the pair the other way round', ofClass('A02BC01', 'B01AC04'), 'INTERACTION'],
    ['a pair that blocks', ofClass('N02AX02', 'N05BA01'), 'INTERACTION!'],
    ['half a pair', ofClass('B01AC04', 'A02BC04'), ''],
    ['十八反', { kind: TCM, items: [aPiece('法半夏'), aPiece('制川乌')] }, 'INCOMPATIBLE_PIECES'],
    ['十九畏', { kind: TCM, items: [aPiece('人参'), aPiece('五灵脂')] }, 'INCOMPATIBLE_PIECES'],
    ['pieces that agree', { kind: TCM, items: [aPiece('人参'), aPiece('黄芪')] }, ''],
  ])('is found in %s', (_, sheet, codes) => {
    expect(found(sheet)).toBe(codes);
  });
});

describe('a long-term sheet', () => {
  const long = { kind: LONG_TERM };
  const consent = { ...long, reason, patientConsent: true };
  const cold = [aLine({ atc: 'A10AE04' })];
  const lasts = (until: Date) => ({
    items: [aLine({ code: 'X' })],
    lasting: new Map([['X', until]]),
  });
  it.each<[string, Partial<Sheet>, string]>([
    ['28 days', { ...long, items: days(28) }, ''],
    ['29 days', { ...long, items: days(29) }, 'TOO_MANY_DAYS!'],
    ['29 days with the reason alone', { ...long, items: days(29), reason }, 'TOO_MANY_DAYS!'],
    [
      '29 days with consent alone',
      { ...long, items: days(29), patientConsent: true },
      'TOO_MANY_DAYS!',
    ],
    ['84 days with both', { ...consent, items: days(84) }, 'TOO_MANY_DAYS'],
    ['85 days', { ...consent, items: days(85) }, 'TOO_MANY_DAYS!'],
    ['no contract', { ...long, contracted: false }, 'LONG_TERM_CONTRACT!'],
    ['a disease that passes', { ...long, diagnoses: of('J06.900') }, 'LONG_TERM_DIAGNOSIS!'],
    [
      'psychotropic II',
      { ...long, items: [aLine({ control: PSYCHOTROPIC_II })] },
      'LONG_TERM_DRUG!',
    ],
    ['an anti-infective', { ...long, items: [aLine({ antiInfective: true })] }, 'LONG_TERM_DRUG!'],
    [
      'one against tuberculosis',
      { ...long, items: [aLine({ antiInfective: true })], diagnoses: of('A16.200') },
      '',
    ],
    ['a class that is kept cold', { ...long, items: cold }, 'LONG_TERM_DRUG!'],
    [
      'what is kept cold',
      { ...long, items: [aLine({ storage: REFRIGERATED })] },
      'LONG_TERM_DRUG!',
    ],
    ['what is kept cool', { ...long, items: [aLine({ storage: COOL })] }, ''],
    ['what lasts', { ...long, ...lasts(new Date(noon.getTime() + 1)) }, 'LONG_TERM_LASTS!'],
    ['what does no more', { ...long, ...lasts(noon) }, ''],
    ['another sheet of what lasts', lasts(new Date(noon.getTime() + 1)), ''],
  ])('is refused or not for %s', (_, sheet, codes) => {
    expect(found(sheet)).toBe(codes);
  });
});

describe('a sheet that goes on with a plan', () => {
  const plan = [{ drugCode: 'X', dosage: '每日一次', days: 14 }];
  const on = (item: object, planned: Sheet['plan'] = plan, code = 'X') =>
    found({ kind: CONTINUATION, plan: planned, items: [aLine({ code }, { days: 14, ...item })] });
  it('hands over what the plan says, and no more', () => {
    expect(on({})).toBe('');
    expect(on({ days: 15 })).toBe('NOT_PLANNED!');
    expect(on({ dosage: '每日两次' })).toBe('OTHER_DOSAGE');
    expect(on({}, plan, 'Y')).toBe('NOT_PLANNED!');
    expect(on({}, null)).toBe('CONTINUATION_PLAN!');
  });
});
