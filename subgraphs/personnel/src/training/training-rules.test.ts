import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readTrainingRules } from './training-rules';

const standard = readFileSync(resolve(__dirname, '../../data/training.json'), 'utf8');

describe('the file of training rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-training-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['an unknown title', '"title": "SENIOR"', '"title": "HIGH"', 'title must be one of'],
    ['half a year', '"years": 5', '"years": 0.5', 'years must be a whole number'],
    ['an unknown host', '"SHARED_CENTER"', '"SCHOOL"', 'furtherTrainingHosts must name'],
    ['a level that goes nowhere', '["VILLAGE_CLINIC"]', '[]', 'traineeTiers must name some of'],
    ['a level from nowhere', '["COUNTY_HOSPITAL"]', '["COUNTY"]', 'mentorTiers must name some of'],
    ['no score', '"mostScore": 100', '"mostScore": 0', 'mostScore must be a whole number'],
    [
      'a month that may be',
      '"passNeedsEveryMonth": true',
      '"passNeedsEveryMonth": 1',
      'true or false',
    ],
  ])('stops the start with %s', (_, from, to, problem) => {
    const path = join(folder, 'training.json');
    writeFileSync(path, standard.replace(from, to));
    expect(() => readTrainingRules(path)).toThrow(problem);
  });
});
