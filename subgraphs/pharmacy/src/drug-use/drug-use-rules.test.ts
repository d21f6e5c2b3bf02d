import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { readDrugUseRules } from './drug-use-rules';

const shipped: object = JSON.parse(
  readFileSync(resolve(__dirname, '../../data/drug-use.json'), 'utf8'),
);

describe('the targets of essential drugs', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-drug-use-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (change: object) => {
    const path = join(folder, 'drug-use.json');
    writeFileSync(path, JSON.stringify({ ...shipped, ...change }));
    return readDrugUseRules(path);
  };
  const village = { tier: 'VILLAGE_CLINIC', share: 0.9 };

  it('are nine in ten at primary institutions', () => {
    const { leastEssentialShare } = readDrugUseRules();
    expect(leastEssentialShare.get(InstitutionTier.VILLAGE_CLINIC)).toBe(0.9);
    expect(leastEssentialShare.get(InstitutionTier.SHARED_CENTER)).toBeUndefined();
  });

  it.each([
    ['no class', { categories: [] }, 'categories must name at least one'],
    ['a class that is none', { categories: ['FOOD'] }, 'categories must be of WESTERN'],
    ['none in what is taken in', { revenueCategories: [] }, 'revenueCategories must name at'],
    ['a tier twice', { leastEssentialShare: [village, village] }, 'VILLAGE_CLINIC: the tier'],
    ['a tier that is none', { leastEssentialShare: [{ ...village, tier: 'X' }] }, 'tier must be'],
    ['more than all', { leastEssentialShare: [{ ...village, share: 1.1 }] }, 'share must be from'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => read(change)).toThrow(words);
  });
});
