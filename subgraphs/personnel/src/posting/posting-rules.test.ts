import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readPostingRules } from './posting-rules';

const standard = readFileSync(resolve(__dirname, '../../data/postings.json'), 'utf8');

describe('the file of posting rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-postings-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a kind of another name', '"MULTI_SITE"', '"ELSEWHERE"', 'kind must be one of'],
    ['a kind that is missing', '"MULTI_SITE"', '"DEPUTY_HEAD"', 'kinds has no MULTI_SITE'],
    [
      'no days',
      '"leastDays": 182',
      '"leastDays": 0',
      'leastDays must be a whole number, 1 or more',
    ],
    [
      'half a day of leave',
      '"leaveDaysAllowed": 15',
      '"leaveDaysAllowed": 1.5',
      'leaveDaysAllowed',
    ],
    ['a team of nobody', '"leastExperts": 3', '"leastExperts": 0', 'leastExperts must be a whole'],
    [
      'teams of another name',
      '"kind": "TEAM_ASSISTANCE", "least',
      '"kind": "TEAM", "least',
      'teams',
    ],
    ['an unknown tier', '["VILLAGE_CLINIC"]', '["VILLAGE"]', 'hostTiers must name some of'],
    ['an unknown title', '"INTERMEDIATE"', '"HIGH"', 'leastTitle must be one of'],
  ])('stops the start with %s', (_, from, to, problem) => {
    const path = join(folder, 'postings.json');
    writeFileSync(path, standard.replace(from, to));
    expect(() => readPostingRules(path)).toThrow(problem);
  });
});
