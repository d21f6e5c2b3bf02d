import { describe, expect, it } from '@jest/globals';
import { scannedBy } from './statements';

const scanned = (sql: string, ...steps: string[]) =>
  scannedBy({ sql, part: 'test', plan: async () => steps });

describe('what a statement reads whole', () => {
  it.each([
    ['a table', 'SELECT 1 FROM `a`', 'SCAN a', ['a']],
    [
      'a table along an index',
      'SELECT 1 FROM `a`',
      'SCAN a USING COVERING INDEX i',
      ['a in order'],
    ],
    ['a table under another name', 'SELECT 1 FROM `a` x', 'SCAN x', ['x']],
    ['nothing, by an index', 'SELECT 1 FROM `a`', 'SEARCH a USING INDEX i (id=?)', []],
    ['a subquery', 'SELECT 1 FROM (SELECT 1 FROM `a`) p0', 'SCAN p0', []],
    ['a common table', 'WITH `asked` AS (SELECT 1) SELECT 1', 'SCAN asked', []],
    ['values', 'VALUES (1)', 'SCAN CONSTANT ROW', []],
  ])('is %s', async (_what, sql, step, expected) => {
    expect(await scanned(sql, step)).toEqual(expected);
  });
});
