import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readOutreachRules } from './outreach-rules';

const standard = readFileSync(resolve(__dirname, '../../data/outreach.json'), 'utf8');

describe('the file of outreach rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-outreach-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'outreach.json');

  it.each([
    ['a kind of another name', '"kind": "LECTURE"', '"kind": "TALK"', 'kind must be one of'],
    ['a kind that is missing', '"kind": "LECTURE"', '"kind": "TRAINING"', 'kinds has no LECTURE'],
    ['an unknown tier', '["VILLAGE_CLINIC"]', '["VILLAGE"]', 'hostTiers must name some of'],
    ['half a fen', '"fen": 20000', '"fen": 0.5', 'fen must be a whole number'],
    ['a rate for what is not known', '"per": "VISIT"', '"per": "DAY"', 'per must be one of'],
    ['a rate of no day', '"from": "2024-01-01"', '"from": "2024"', 'from must be a calendar day'],
    ['no longest visit', '"longestHours": 24', '"longestHours": 0', 'longestHours must be'],
    ['no transport', '"transportFen": 3000', '"transportFen": -1', 'transportFen must be'],
  ])('stops the start with %s', (_, from, to, problem) => {
    writeFileSync(path, standard.replace(from, to));
    expect(() => readOutreachRules(path)).toThrow(problem);
  });

  it('stops the start with rates out of order', () => {
    const file = JSON.parse(standard);
    writeFileSync(path, JSON.stringify({ ...file, rates: [...file.rates, ...file.rates] }));
    expect(() => readOutreachRules(path)).toThrow('rates must go up by day');
  });

  it('finds the table of the day, and none before the first', () => {
    const file = JSON.parse(standard);
    const later = { ...file.rates[0], from: '2026-03-01', transportFen: 5000 };
    writeFileSync(path, JSON.stringify({ ...file, rates: [...file.rates, later] }));
    const rules = readOutreachRules(path);
    const on = (day: string) => rules.ratesOn(day)?.transportFen;
    expect(['2023-12-31', '2024-01-01', '2026-02-28', '2026-03-01'].map(on)).toEqual([
      ...[undefined, 3000, 3000, 5000],
    ]);
  });
});
