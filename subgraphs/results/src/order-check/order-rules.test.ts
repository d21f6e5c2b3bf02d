import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataFolder, loadCatalogue } from '../catalogue/catalogue';
import { loadOrderRules } from './order-rules';

const catalogue = loadCatalogue();

describe('the order check’s rules', () => {
  const rules = loadOrderRules(catalogue);

  it('answer every item of the catalogue by itself', () => {
    for (const { code } of catalogue.orderable)
      expect(rules.answering(code)[0]).toEqual({ itemCode: code, match: 'SAME', place: 0 });
  });

  it('answer a panel by each of its items, in its order', () => {
    const places = rules.answering('PANEL-BLOODTYPE');
    expect(places).toEqual([
      { itemCode: '883-9', match: 'PANEL_ITEM', place: 0 },
      { itemCode: '10331-7', match: 'PANEL_ITEM', place: 1 },
    ]);
  });

  it('take no equivalent from two others', () => {
    const kinds = rules.answering('CT-UPPERABDOMEN').map(({ itemCode }) => itemCode);
    expect(kinds).toEqual([
      'CT-UPPERABDOMEN',
      'CT-ABDOMEN',
      'CT-UPPERABDOMEN-CONTRAST',
      'CT-ABDOMEN-CONTRAST',
    ]);
  });

  it.each([
    ['56888-1', true],
    ['PANEL-PREOPERATIVE', true],
    ['PANEL-CBC', false],
    ['718-7', false],
    ['NO-SUCH', false],
  ])('tell whether %s is flagged sensitive, or holds what is: %s', (code, sensitive) => {
    expect(rules.isSensitive(code)).toBe(sensitive);
  });

  it('answer nothing by a code that is none', () => {
    expect(rules.answering('NO-SUCH')).toEqual([]);
    expect(rules.find('CT-ALL')).toBeNull();
  });

  it('price a panel as a whole, else as its items together', () => {
    const priceOf = (wanted: string) => rules.panels.find(({ code }) => code === wanted)?.price;
    expect(priceOf('PANEL-CBC')).toBe(20);
    expect(priceOf('PANEL-THYROID')).toBe(84);
  });
});

describe('a fault in the order check’s files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
    cpSync(dataFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const panel = { code: 'PANEL-X', name: '一', englishName: 'X', items: ['718-7'] };
  const pair = { ordered: 'CT-HEAD', answeredBy: 'CT-NECK', kind: 'WIDER' };
  it.each([
    ['panels.json', { panels: [{ ...panel, items: [] }] }, /PANEL-X: has no items/],
    ['panels.json', { panels: [{ ...panel, items: ['718-7', '718-7'] }] }, /names an item twice/],
    ['panels.json', { panels: [{ ...panel, items: ['CT-HEAD'] }] }, /no laboratory item CT-HEAD/],
    ['panels.json', { panels: [{ ...panel, items: ['0'] }] }, /no laboratory item 0/],
    ['panels.json', { panels: [panel, panel] }, /PANEL-X: stands twice/],
    ['panels.json', { panels: [{ ...panel, code: '718-7' }] }, /is the code of an item too/],
    ['equivalents.json', { equivalents: [{ ...pair, ordered: 'CT-ALL' }] }, /no item CT-ALL/],
    ['equivalents.json', { equivalents: [{ ...pair, answeredBy: '0' }] }, /no item 0/],
    ['equivalents.json', { equivalents: [{ ...pair, answeredBy: 'CT-HEAD' }] }, /answers itself/],
    ['equivalents.json', { equivalents: [pair, pair] }, /names CT-NECK twice/],
    [
      'equivalents.json',
      { equivalents: [{ ...pair, kind: 'ALIKE' }] },
      /kind must be one of WIDER/,
    ],
    ['order-check.json', { mostItems: 0 }, /mostItems must be a whole number from 1 to 100/],
    ['order-check.json', { alternatives: 1.5 }, /alternatives must be a whole number/],
    ['order-check.json', { readOfEachItem: 101 }, /readOfEachItem must be a whole number/],
  ])('stops the start with one sentence: %s %j', (file, change, told) => {
    const path = join(folder, file);
    const written: object = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...written, ...change }));
    expect(() => loadOrderRules(catalogue, folder)).toThrow(told);
  });
});
