import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDrugListRules } from './drug-list-rules';

interface File {
  columns: { field: string; names: string[]; optional?: boolean }[];
  words: { field: string; means: string; words: string[] }[];
  tiers: { words: string[]; tiers: string[] }[];
  [limit: string]: unknown;
}

describe('the rules of lists', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-list-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const changed = (change: (file: File) => void) => {
    const shipped = readFileSync(resolve(__dirname, '../../data/drug-list.json'), 'utf8');
    const file: File = JSON.parse(shipped);
    change(file);
    const path = join(folder, 'drug-list.json');
    writeFileSync(path, JSON.stringify(file));
    return path;
  };
  const column =
    (field: string, names: string[], optional = false) =>
    (file: File) => {
      file.columns = [
        ...file.columns.filter((one) => one.field !== field),
        { field, names, optional },
      ];
    };

  it.each<[string, (file: File) => unknown, RegExp]>([
    ['a column left out', ({ columns }) => columns.pop(), /columns must hold price/],
    [
      'a column twice',
      ({ columns }) => columns.push({ field: 'price', names: ['价'] }),
      /each field once/,
    ],
    ['a name twice', column('price', ['规格']), /columns price: the name 规格 stands twice/],
    ['a column without names', column('price', []), /names must hold at least one/],
    ['a code that may be missing', column('code', ['医保编码'], true), /columns code: must not be/],
    ['an unknown column', column('colour', ['颜色']), /field must be one of/],
    [
      'a word for two',
      ({ words }) => words.push({ field: 'control', means: 'TOXIC', words: ['麻'] }),
      /the word 麻 stands for NARCOTIC already/,
    ],
    [
      'a word for none',
      ({ words }) => words.push({ field: 'control', means: 'BAD', words: ['坏'] }),
      /means must be one of/,
    ],
    [
      'a word of no column',
      ({ words }) => words.push({ field: 'name', means: 'x', words: ['y'] }),
      /field must be one of/,
    ],
    [
      'an unknown tier',
      ({ tiers }) => tiers.push({ words: ['x'], tiers: ['MOON'] }),
      /names MOON, which is no tier/,
    ],
    [
      'a word without tiers',
      ({ tiers }) => tiers.push({ words: ['x'], tiers: [] }),
      /at least one/,
    ],
    [
      'a word for tiers twice',
      ({ tiers }) => tiers.push({ words: ['全部'], tiers: ['VILLAGE_CLINIC'] }),
      /全部 stands twice/,
    ],
    ['half a line', (file) => Object.assign(file, { mostLines: 0.5 }), /mostLines must be a whole/],
    ['no bytes', (file) => Object.assign(file, { mostBytes: 0 }), /mostBytes must be a whole/],
  ])('are refused with %s', (_what, change, message) => {
    expect(() => readDrugListRules(changed(change))).toThrow(message);
  });
});
