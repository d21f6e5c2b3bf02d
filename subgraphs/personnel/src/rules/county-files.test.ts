import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCalendarRules } from '../calendar/calendar-rules';
import { readConsortiumRules } from '../consortium/consortium-rules';
import { readInstitutionCodeRules } from '../institution/institution-code-rules';
import { readStaffListRules } from '../staff-list/staff-list-rules';
import { readTeamRules } from '../team/team-rules';

const readers = {
  consortia: readConsortiumRules,
  calendar: readCalendarRules,
  teams: readTeamRules,
  'institution-codes': readInstitutionCodeRules,
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
    ['no exclusive integration', 'consortia', '["TIGHT"]', '[]', 'exclusiveIntegrations must name'],
    ['a missing body', 'consortia', '"body": "COUNCIL"', '"body": "OFFICE"', 'has no COUNCIL'],
    [
      'a role a body has not',
      ...(['consortia', '"single": ["HEAD", "DIRECTOR"]', '"single": ["SECRETARY"]'] as const),
      'single must name some of',
    ],
    ['no notice of an end', 'consortia', '"expiringDays": 90', '"expiringDays": 0', 'expiringDays'],
    ['a code of another form', 'institution-codes', '"A100"', '"A10"', 'a letter and three digits'],
    ['a category twice', 'institution-codes', '"A210"', '"A100"', 'stands twice'],
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
