import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { dataFolder, loadCatalogue } from '../catalogue/catalogue';
import { readCriticalRules } from './read-critical-rules';

const { find } = loadCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
const file = JSON.parse(readFileSync(join(dataFolder, 'critical-values.json'), 'utf8'));

const readWith = (change: object) => {
  writeFileSync(join(folder, 'critical-values.json'), JSON.stringify({ ...file, ...change }));
  return readCriticalRules(find, folder);
};
const limit = (overrides: object) => ({
  limits: [{ item: '2823-3', low: 2.8, high: 6.2, source: 'test', ...overrides }],
});

describe('the rules on critical values', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('come with the product', () => {
    const rules = readCriticalRules(find);
    expect(rules).toMatchObject({ acknowledgeMinutes: 10, dutyRoles: ['COMMUNITY_OFFICE'] });
    expect(rules.limits.get('2823-3')).toContainEqual({
      ...{ item: '2823-3', institutionId: null, department: null, band: null },
      ...{ effectiveFrom: '2022-03-01', limits: { low: 2.8, high: 6.2 } },
    });
  });

  it('may say that nothing of an item is critical', () => {
    const { limits } = readWith(limit({ low: undefined, high: undefined, never: true }));
    expect(limits.get('2823-3')).toMatchObject([{ limits: { low: null, high: null } }]);
  });

  it.each([
    ['an item that is none', limit({ item: 'K' }), 'no such item'],
    ['an item without numbers', limit({ item: '5196-1' }), 'measured in numbers'],
    ['a band that is none', limit({ band: 'ADULT' }), 'no band ADULT'],
    ['no limit and no word about it', limit({ low: null, high: null }), 'a low or a high limit'],
    ['a limit of what is never critical', limit({ never: true }), 'a low or a high limit'],
    ['limits that cross', limit({ low: 6.2 }), 'below the high one'],
    ['a line without source', limit({ source: '' }), 'source must be a text'],
    ['a role that is none', { dutyRoles: ['HEAD'] }, 'no role HEAD'],
    ['no time to acknowledge', { acknowledgeMinutes: 0 }, 'greater than 0'],
    ['no time to handle', { handleHours: -1 }, 'greater than 0'],
    ['no pause', { addressAgainSeconds: 0 }, 'greater than 0'],
    ['a band of no days', { bands: [{ band: 'X', fromDays: 3, belowDays: 3 }] }, 'belowDays'],
  ])('stop the start at %s', (_title, change, problem) => {
    expect(() => readWith(change)).toThrow(problem);
  });
});
