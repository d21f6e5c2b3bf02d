import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DecoctionForm, DecoctionStatus } from './decoction.entity';
import { readDecoctionRules } from './decoction-rules';

interface Row {
  readonly to: string;
  readonly forms: readonly string[];
  readonly [field: string]: unknown;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-tcm-pharmacy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const shipped: { readonly steps: readonly Row[] } = JSON.parse(
  readFileSync(resolve(__dirname, '../../data/tcm-pharmacy.json'), 'utf8'),
);

/** The shipped file with some of it changed. */
function changed(change: object) {
  const path = join(folder, 'tcm-pharmacy.json');
  writeFileSync(path, JSON.stringify({ ...shipped, ...change }));
  return path;
}
const steps = (change: (row: Row) => Row | readonly Row[]) => ({
  steps: shipped.steps.flatMap(change),
});
/** The row of a step with something else in it. */
const row = (to: string, said: object) =>
  steps((one) => (one.to === to ? { ...one, ...said } : one));

describe('the rules of the TCM pharmacy', () => {
  it('let pieces that are not decocted pass over the soaking and the decocting', () => {
    const { stepTo } = readDecoctionRules();
    const { CHECKED, DECOCTED, PACKED, SOAKED } = DecoctionStatus;
    expect(stepTo(SOAKED, DecoctionForm.PIECES)).toBeNull();
    expect(stepTo(DECOCTED, DecoctionForm.PIECES)).toBeNull();
    expect(stepTo(PACKED, DecoctionForm.PIECES)?.from).toEqual([CHECKED]);
    expect(stepTo(PACKED, DecoctionForm.DECOCTED)?.from).toEqual([DECOCTED]);
  });

  it('may leave out a step that a county does not take', () => {
    const unsoaked = steps((one) => (one.to === 'SOAKED' ? [] : one)).steps.map((one) =>
      one.to === 'DECOCTED' ? { ...one, from: ['CHECKED'] } : one,
    );
    const { stepTo } = readDecoctionRules(changed({ steps: unsoaked }));
    expect(stepTo(DecoctionStatus.SOAKED, DecoctionForm.DECOCTED)).toBeNull();
  });

  it.each([
    ['no pharmacy', { pharmacies: [] }, 'pharmacies must name at least one'],
    ['no doses', { mostDoses: 0 }, 'mostDoses must be a whole number'],
    ['no times', { mostTimesADay: 1.5 }, 'mostTimesADay must be a whole number'],
    ['no bags', { mostBags: 0 }, 'mostBags must be a whole number'],
    ['no volume', { leastVolume: 0 }, 'leastVolume must be a whole number'],
    ['a most below the least', { mostVolume: 49 }, 'leastVolume must not be above mostVolume'],
    ['a step that is none', row('CHECKED', { to: 'WEIGHED' }), 'to must be one of'],
    ['a way back', row('REVIEWED', { to: 'UPLOADED' }), 'to must be one of'],
    ['no side', row('CHECKED', { side: 'BOTH' }), 'side must be one of'],
    ['the wrong side', row('SIGNED', { side: 'PHARMACY' }), 'side must be CLINIC for SIGNED'],
    ['the other side', row('PACKED', { side: 'CLINIC' }), 'and PHARMACY for others'],
    ['nobody', row('PACKED', { roles: [] }), 'roles must be of PHARMACIST'],
    ['another role', row('PACKED', { roles: ['AUDITOR'] }), 'roles must be of PHARMACIST'],
    ['no form', row('PACKED', { forms: ['GRANULES'] }), 'forms must be of'],
    ['a later state', row('CHECKED', { from: ['PACKED'] }), 'from must be of'],
    ['itself', row('CHECKED', { from: ['CHECKED'] }), 'from must be of DISPENSED'],
    ['a way around the dispensing', row('CHECKED', { from: ['REVIEWED'] }), 'from must be of'],
    ['an end after the dispensing', row('REJECTED', { from: ['CHECKED'] }), 'from must be of'],
    ['a step twice', steps((one) => [one, one]), 'hold each step once for DECOCTED'],
    [
      'no signature',
      steps((one) => (one.to === 'SIGNED' ? [] : one)),
      'lead to SIGNED from nowhere for DECOCTED',
    ],
    [
      'no way of one form',
      steps((one) => (one.forms.includes('DECOCTED') ? { ...one, forms: ['DECOCTED'] } : [])),
      'lead to SIGNED from nowhere for PIECES',
    ],
    [
      'a gap',
      steps((one) => (one.to === 'SOAKED' ? [] : one)),
      'lead to DECOCTED from nowhere for DECOCTED',
    ],
    [
      'a dead end',
      row('DELIVERED', { from: ['CHECKED'] }),
      'lead on from PACKED to nowhere for DECOCTED',
    ],
  ])('are refused with %s', (_, change, words) => {
    expect(() => readDecoctionRules(changed(change))).toThrow(words);
  });
});
