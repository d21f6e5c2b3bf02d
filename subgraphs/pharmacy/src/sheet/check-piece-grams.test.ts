import { describe, expect, it } from '@jest/globals';
import { SpecialControl } from '../drug/drug.entity';
import { PrescriptionKind } from '../prescription/prescription.entity';
import { readPieceLimits } from '../rules/piece-limits';
import { readPrescribingRules } from '../rules/prescribing-rules';
import { readSafetyRules } from '../rules/safety-rules';
import { aPieceOf, aSheet } from '../testing/sheet.factory';
import { checkPieceGrams } from './check-piece-grams';
import { findingsOf } from './findings-of';
import { gramsInUnit } from './piece-grams';
import type { SheetItem } from './sheet';

const limits = readPieceLimits();
/** Codes of what is found; an exclamation mark blocks. */
const found = (items: SheetItem[], reason: string | null = null) =>
  checkPieceGrams({ items, reason }, limits)
    .map(({ code, severity }) => (severity === 'BLOCKING' ? `${code}!` : code))
    .join(' ');

const toxic = { drug: { control: SpecialControl.TOXIC } };
const bag = (strength: string) => ({ drug: { unit: '袋', strength } });

describe('the limit of a toxic piece', () => {
  it.each(
    limits.pieces.flatMap(({ names, ...limit }) => names.map((name) => ({ ...limit, name }))),
  )('of $name is $mostGrams g a day, and no more', ({ mayExceed, mostGrams, name }) => {
    // A hundred packs of a hundredth part of the limit, for a day.
    const of = (packs: number) => [
      aPieceOf(name, packs, { drug: { unit: '袋', strength: `${mostGrams / 100}g` }, days: 1 }),
    ];
    expect(found(of(100))).toBe('');
    expect(found(of(101))).toBe('PIECE_GRAMS!');
    expect(found(of(101), '病情需要')).toBe(mayExceed ? 'PIECE_GRAMS' : 'PIECE_GRAMS!');
  });

  it.each<[string, SheetItem[], string]>([
    ['all days together', [aPieceOf('细辛', 21)], ''],
    ['a gram more than that', [aPieceOf('细辛', 22)], 'PIECE_GRAMS!'],
    ['lines of one piece', [aPieceOf('黑顺片', 105), aPieceOf('白附片', 1)], 'PIECE_GRAMS!'],
    ['lines of two', [aPieceOf('附子', 105), aPieceOf('细辛', 21)], ''],
    ['a name with its place', [aPieceOf('细辛（辽宁）', 22)], 'PIECE_GRAMS!'],
    ['another piece that is called alike', [aPieceOf('细辛根', 210)], ''],
    ['a piece that is none', [aPieceOf('黄芪', 2100)], ''],
    ['what is put on the skin', [aPieceOf('细辛', 210, { dosage: '研末外用' })], ''],
    ['what must not be', [aPieceOf('附子', 210, { dosage: '研末外用' })], 'PIECE_GRAMS!'],
    [
      'small packs',
      [aPieceOf('细辛', 7, bag('3g')), aPieceOf('附子', 7, bag('16克'))],
      'PIECE_GRAMS!',
    ],
    ['packs of what nobody says', [aPieceOf('细辛', 7, bag('统货'))], 'PIECE_GRAMS_UNKNOWN'],
    ['a poison without a limit', [aPieceOf('雪上一枝蒿', 1, toxic)], 'PIECE_GRAMS_UNKNOWN'],
  ])('counts %s', (_, items, codes) => {
    expect(found(items)).toBe(codes);
  });

  it('is not passed with a reason where the catalogue has the piece as a poison', () => {
    expect(found([aPieceOf('附子', 106)], '病情需要')).toBe('PIECE_GRAMS');
    expect(found([aPieceOf('附子', 106, toxic)], '病情需要')).toBe('PIECE_GRAMS!');
  });

  it('refuses the sheet, and says how much is too much', () => {
    const sheet = aSheet({ kind: PrescriptionKind.TCM, items: [aPieceOf('制川乌', 28)] });
    const rules = { prescribing: readPrescribingRules(), safety: readSafetyRules() };
    expect(findingsOf(sheet, rules)).toEqual([
      {
        ...{ code: 'PIECE_GRAMS', severity: 'BLOCKING' },
        text: '川乌每日（付）4g，超过限量3g（常用量1.5～3g）',
      },
    ]);
  });
});

describe('a unit of a piece', () => {
  it.each([
    ['g', '统货', null, 1],
    ['克', '统货', null, 1],
    ['kg', '统货', null, 1000],
    ['袋', '10g', null, 10],
    ['袋', '0.5g/袋', null, 0.5],
    ['盒', '10克', 12, 120],
    ['袋', '500mg', null, 0.5],
    ['袋', '统货', null, null],
    ['支', '10ml', null, null],
  ])('of %s of %s holds its grams', (unit, strength, packSize, grams) => {
    expect(gramsInUnit({ unit, strength, packSize })).toBe(grams);
  });
});
