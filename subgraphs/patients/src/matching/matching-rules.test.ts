import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readMatchingRules } from './matching-rules';

const standard = readFileSync(resolve(__dirname, '../../data/matching.json'), 'utf8');

describe('readMatchingRules', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (from: string, to: string) => {
    const path = join(folder, 'matching.json');
    writeFileSync(path, standard.replace(from, to));
    return () => readMatchingRules(path);
  };

  it('weighs in bits', () => {
    const rules = readMatchingRules();
    expect(rules.weight('gender', 'SAME')).toBeCloseTo(Math.log2(0.99 / 0.5));
    expect(rules.weight('gender', 'DISAGREE')).toBeLessThan(0);
  });

  it.each([
    ['a share of 0', '"prior": 0.000001', '"prior": 0', 'prior must be between 0 and 1'],
    [
      'no whole number',
      '"rowsPerBlock": 60',
      '"rowsPerBlock": 0.5',
      'rowsPerBlock must be a whole',
    ],
    ['a missing level', '"NEIGHBOUR"', '"NEAR"', 'address'],
    ['an unknown level', '"name": ["DIFFERENT"]', '"name": ["OTHER"]', 'name has no level OTHER'],
    ['a cap of nothing', '"name": ["DIFFERENT"]', '"names": []', 'when must name a field'],
  ])('stops the start at %s', (_title, from, to, problem) => {
    expect(read(from, to)).toThrow(problem);
  });
});
