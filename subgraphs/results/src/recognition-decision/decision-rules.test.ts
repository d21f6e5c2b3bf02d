import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataFolder, loadCatalogue } from '../catalogue/catalogue';
import { loadOrderRules } from '../order-check/order-rules';
import { loadDecisionRules } from './decision-rules';

const catalogue = loadCatalogue();
const orderRules = loadOrderRules(catalogue);
const price = { institution: 'township-dongpu', item: 'CT-CHEST', price: 10 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
  cpSync(dataFolder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (file: string, change: object) => {
  const path = join(folder, file);
  const written: object = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...written, ...change }));
  return loadDecisionRules(catalogue, orderRules, folder);
};

describe('the price of an item', () => {
  const day = '2026-03-04';

  it('is in fen, and the catalogue’s where the institution has none', () => {
    const { prices } = load('prices.json', { prices: [{ ...price, price: 10.55 }] });
    expect(prices('township-dongpu', 'CT-CHEST', day)).toBe(1055);
    expect(prices('county-hospital', 'CT-CHEST', day)).toBe(20_000);
    expect(prices('township-dongpu', 'PANEL-CBC', day)).toBe(2000);
    expect(prices('township-dongpu', '98979-8', day)).toBe(0);
    expect(prices('township-dongpu', 'NO-SUCH', day)).toBe(0);
  });

  it('is that of the day', () => {
    const rows = ['2026-03-01', '2026-03-05', '2026-02-01'].map((effectiveFrom, index) => ({
      ...price,
      ...{ price: index + 1, effectiveFrom },
    }));
    const { prices } = load('prices.json', { prices: rows });
    const on = (asked: string) => prices('township-dongpu', 'CT-CHEST', asked);
    expect(['2026-01-31', '2026-02-28', '2026-03-01', '2026-03-04', '2026-03-05'].map(on)).toEqual([
      20_000, 300, 100, 100, 200,
    ]);
  });
});

const reason = { code: 'EMERGENCY', name: '急诊', englishName: 'Emergency' };
const local = { code: 'OWN', parent: 'OTHER_CLINICAL_NEED', name: '一', englishName: 'One' };

describe('a fault in the decisions’ files', () => {
  it.each([
    ['prices.json', { prices: [{ ...price, item: '0' }] }, /neither an item nor a panel/],
    ['prices.json', { prices: [{ ...price, price: -1 }] }, /price must not be below 0/],
    ['prices.json', { prices: [price, price] }, /two prices at township-dongpu from 2022-03-01/],
    ['repeat-reasons.json', { reasons: [reason] }, /the reason CONDITION_CHANGED is missing/],
    ['repeat-reasons.json', { reasons: [reason, reason] }, /EMERGENCY: stands twice/],
    [
      'repeat-reasons.json',
      { reasons: [{ ...reason, code: 'OTHER_CLINICAL_NEED' }] },
      /OTHER_CLINICAL_NEED: needs a note/,
    ],
    ['repeat-reasons.json', { localReasons: [local, local] }, /OWN: stands twice/],
    ['repeat-reasons.json', { localReasons: [{ ...local, code: 'EMERGENCY' }] }, /stands twice/],
    [
      'repeat-reasons.json',
      { localReasons: [{ ...local, code: 'x'.repeat(41) }] },
      /longer than 40/,
    ],
    [
      'repeat-reasons.json',
      { localReasons: [{ ...local, parent: 'EMERGENCY' }] },
      /parent must be/,
    ],
  ])('stops the start with one sentence: %s %j', (file, change, told) => {
    expect(() => load(file, change)).toThrow(told);
  });
});
