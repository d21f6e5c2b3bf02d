import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { readAccessPolicy } from './access-policy';

const folder = mkdtempSync(join(tmpdir(), 'lianyi-policy-'));
const standard = readFileSync(resolve(__dirname, '../../data/access-policy.json'), 'utf8');

describe('readAccessPolicy', () => {
  afterAll(() => rmSync(folder, { recursive: true }));
  type Policy = Record<string, unknown[]> & { breakGlass: Record<string, number> };
  const read = (change: (policy: Policy) => void) => {
    const policy = JSON.parse(standard);
    change(policy);
    const path = join(folder, 'access-policy.json');
    writeFileSync(path, JSON.stringify(policy));
    return () => readAccessPolicy(path);
  };

  it('lets who acts in several roles do what any of them may', () => {
    const both = { ...aViewer('REPORTER'), roles: ['REPORTER', 'AUDITOR'] as const };
    expect(readAccessPolicy().ruleOf(both)).toMatchObject({
      ...{ writes: true, breakGlass: false, accessLog: 'INSTITUTION' },
      bases: [{ basis: 'OWN_DATA' }, { basis: 'DIAGNOSTIC_REQUEST' }],
    });
  });

  it('lets those break the glass to whom that is a basis', () => {
    const may = roles.filter((role) => readAccessPolicy().ruleOf(aViewer(role)).breakGlass);
    expect(may).toEqual(['CLINICIAN', 'FAMILY_DOCTOR']);
  });

  it('lets those record restrictions whom patients tell of them', () => {
    const may = roles.filter((role) => readAccessPolicy().ruleOf(aViewer(role)).restricts);
    expect(may).toEqual(['CLINICIAN', 'FAMILY_DOCTOR']);
  });

  it('gives nothing to who has no role', () => {
    const nobody = { ...aViewer('ADMIN'), roles: [] };
    expect(readAccessPolicy().ruleOf(nobody)).toMatchObject({ bases: [], writes: false });
  });

  it.each([
    ['a role is left out', (policy: Policy) => policy.roles?.pop(), /must name ADMIN/],
    [
      'a role has a basis the file does not describe',
      (policy: Policy) => policy.bases?.shift(),
      /roles CLINICIAN: basis ENCOUNTER/,
    ],
    [
      'an emergency lasts no time',
      ({ breakGlass }: Policy) => Object.assign(breakGlass, { hours: 0 }),
      /breakGlass: hours must be more than 0/,
    ],
    [
      'a notice is due at once',
      ({ breakGlass }: Policy) => Object.assign(breakGlass, { noticeHours: 0 }),
      /noticeHours must be more than 0/,
    ],
    [
      'a review is due after half a day',
      ({ breakGlass }: Policy) => Object.assign(breakGlass, { reviewWorkingDays: 0.5 }),
      /reviewWorkingDays must be a whole number/,
    ],
    [
      'a review is due on the day itself',
      ({ breakGlass }: Policy) => Object.assign(breakGlass, { reviewWorkingDays: 0 }),
      /reviewWorkingDays must be a whole number/,
    ],
    [
      'a note may be longer than its column',
      (policy: Policy) => Object.assign(policy, { restrictionNote: { atLeast: 1, atMost: 501 } }),
      /restrictionNote: atLeast and atMost must be from 1 to 500/,
    ],
    [
      'a note may be empty',
      (policy: Policy) => Object.assign(policy, { restrictionNote: { atLeast: 0, atMost: 500 } }),
      /atLeast and atMost must be from 1/,
    ],
    [
      'no note would be long enough and short enough',
      (policy: Policy) => Object.assign(policy, { restrictionNote: { atLeast: 9, atMost: 8 } }),
      /in order/,
    ],
    [
      'a reason may be longer than its column',
      ({ breakGlass }: Policy) => Object.assign(breakGlass, { reasonAtMost: 501 }),
      /reasonAtMost must be from 1 to 500/,
    ],
    [
      'no reason would be long enough and short enough',
      ({ breakGlass }: Policy) => Object.assign(breakGlass, { reasonAtLeast: 501 }),
      /in order/,
    ],
  ])('stops the start where %s', (_title, change, message) => {
    expect(read(change)).toThrow(message);
  });
});
