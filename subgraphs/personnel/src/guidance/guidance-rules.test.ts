import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readGuidanceRules } from './guidance-rules';

const standard = readFileSync(resolve(__dirname, '../../data/guidance.json'), 'utf8');

describe('the file of guidance minima', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-guidance-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a kind of another name', '"TECHNIQUE"', '"SKILL"', 'kind must be one of'],
    ['a kind twice', '"TECHNIQUE"', '"CONSULTATION"', 'minima has CONSULTATION twice'],
    ['half of one', '"required": 1', '"required": 0.5', 'required must be a whole number'],
    ['no known time', '"per": "MONTH"', '"per": "DAY"', 'per must be one of'],
    ['nobody who owes it', '"by": "PARENT"', '"by": "CITY"', 'by must be one of'],
    ['another count', '"counts": "COUNT"', '"counts": "PEOPLE"', 'counts must be one of'],
    ['a least count of nothing', '"leastCount": 100', '"leastCount": 0', 'leastCount must be'],
    ['less than no time', '"leastMinutes": 240', '"leastMinutes": -1', 'leastMinutes must be'],
    ['an unknown tier', '["VILLAGE_CLINIC"]', '["VILLAGE"]', 'hostTiers must name some of'],
    ['an unknown tie', '["TIGHT"]', '["CLOSE"]', 'integrations must name some of'],
  ])('stops the start with %s', (_, from, to, problem) => {
    const path = join(folder, 'guidance.json');
    writeFileSync(path, standard.replace(from, to));
    expect(() => readGuidanceRules(path)).toThrow(problem);
  });
});
