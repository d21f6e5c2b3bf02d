import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readStockRules } from './stock-rules';

const shipped = readFileSync(resolve(__dirname, '../../data/stock.json'), 'utf8');

describe('the rules of stock', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-stock-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (change: object) => {
    const path = join(folder, 'stock.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(shipped), ...change }));
    return readStockRules(path);
  };
  const reason = { code: 'LOST', name: '遗失', change: 'LESS' };

  it('name each reason once', () => {
    expect(read({ adjustments: [reason] }).adjustments.get('LOST')).toEqual(reason);
  });

  it.each([
    ['no community', { communityIntegrations: [] }, 'stock.json, the file: communityIntegrations'],
    ['room for nothing', { mostUnits: 0 }, 'mostUnits must be a whole number, 1 or more'],
    ['more than a column holds', { mostUnits: 2_000_000_001 }, 'must be at most 2000000000'],
    ['days below none', { leastDaysToExpiry: -1 }, 'leastDaysToExpiry must be'],
    ['a list of days below none', { expiringWithinDays: -1 }, 'expiringWithinDays must be'],
    ['no reasons', { adjustments: [] }, 'at least one reason'],
    ['a reason twice', { adjustments: [reason, reason] }, 'stock.json, adjustments LOST: the code'],
    ['a reason that is too long', { adjustments: [{ ...reason, code: 'X'.repeat(17) }] }, '16'],
    ['an unknown way', { adjustments: [{ ...reason, change: 'ANY' }] }, 'adjustments LOST: change'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => read(change)).toThrow(words);
  });
});
