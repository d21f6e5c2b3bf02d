import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readPracticeRules } from './practice-rules';

const standard = readFileSync(resolve(__dirname, '../../data/practice.json'), 'utf8');

describe('the file of rights to practise', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-practice-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['an unknown act', '["SIGN"]', '["OPERATE"]', 'acts must name some of'],
    ['an unknown category', '["VILLAGE_DOCTOR"]', '["HEALER"]', 'categories must name some of'],
    [
      'an unknown title',
      '"leastTitle": "NONE"',
      '"leastTitle": "LOW"',
      'leastTitle must be one of',
    ],
    ['an unknown tier', '["VILLAGE_CLINIC"]', '["VILLAGE"]', 'tiers must name some of'],
    ['an unknown posting', '"MULTI_SITE"', '"ELSEWHERE"', 'postingKinds must name some of'],
  ])('stops the start with %s', (_, from, to, problem) => {
    const path = join(folder, 'practice.json');
    writeFileSync(path, standard.replace(from, to));
    expect(() => readPracticeRules(path)).toThrow(problem);
  });
});
