import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCalendarRules } from '../calendar/calendar-rules';
import { readStaffListRules } from '../staff-list/staff-list-rules';
import { readTeamRules } from '../team/team-rules';

const readers = {
  calendar: readCalendarRules,
  teams: readTeamRules,
  'staff-list': readStaffListRules,
};

describe('a file a county edits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-personnel-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, keyof typeof readers, string, string, string]>([
    ['a missing kind', 'calendar', '"EXPERT_STUDIO"', '"SATURDAY_DOCTOR"', 'has no EXPERT_STUDIO'],
    ['an unknown weekday', 'calendar', '["SA"]', '["SATURDAY"]', 'weekdays must name some of'],
    ['an unknown period', 'calendar', '"WEEK"', '"DAY"', 'every must be one of WEEK, MONTH'],
    ['no minutes', 'calendar', '"minutes": 240', '"minutes": 0', 'minutes must be a whole number'],
    ['an address of no days', 'calendar', '"addressDays": 180', '"addressDays": 0', 'addressDays'],
    ['an unknown tier', 'calendar', '["VILLAGE_CLINIC"]', '["VILLAGE"]', 'hostTiers must name'],
    ['a missing seat', 'teams', '"seat": "NURSE"', '"seat": "PUBLIC_HEALTH"', 'seats has no NURSE'],
    ['a column left out', 'staff-list', '"id", "names"', '"name", "names"', 'columns must hold id'],
    [
      'an unknown title',
      'staff-list',
      '"means": "SENIOR"',
      '"means": "HIGH"',
      'means must be one of',
    ],
    ['no lines', 'staff-list', '"mostLines": 10000', '"mostLines": 0', 'mostLines must be a whole'],
    ['an unknown category', 'teams', '["NURSE"]', '["NURSES"]', 'categories must name some of'],
  ])('stops the start with %s', (_, name, from, to, problem) => {
    const standard = readFileSync(resolve(__dirname, `../../data/${name}.json`), 'utf8');
    expect(standard).toContain(from);
    const path = join(folder, `${name}.json`);
    writeFileSync(path, standard.replace(from, to));
    expect(() => readers[name](path)).toThrow(problem);
  });
});
