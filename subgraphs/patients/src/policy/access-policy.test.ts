import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { readAccessPolicy } from './access-policy';

const folder = mkdtempSync(join(tmpdir(), 'lianyi-policy-'));
const standard = readFileSync(resolve(__dirname, '../../data/access-policy.json'), 'utf8');

describe('readAccessPolicy', () => {
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (change: (policy: Record<string, unknown[]>) => void) => {
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
      bases: [{ basis: 'OWN_DATA' }],
    });
  });

  it('gives nothing to who has no role', () => {
    const nobody = { ...aViewer('ADMIN'), roles: [] };
    expect(readAccessPolicy().ruleOf(nobody)).toMatchObject({ bases: [], writes: false });
  });

  it.each([
    [
      'a role is left out',
      (policy: Record<string, unknown[]>) => policy.roles?.pop(),
      /must name ADMIN/,
    ],
    [
      'a role has a basis the file does not describe',
      (policy: Record<string, unknown[]>) => policy.bases?.shift(),
      /roles CLINICIAN: basis ENCOUNTER/,
    ],
  ])('stops the start where %s', (_title, change, message) => {
    expect(read(change)).toThrow(message);
  });
});
