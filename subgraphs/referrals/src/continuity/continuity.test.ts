import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { aReferral } from '../testing/referral.factory';
import { doctor, openReferralDesk, type ReferralDesk, receiver } from '../testing/referral-desk';
import { readContinuityRules } from './continuity-rules';

const on = (day: string) => {
  const at = new Date(`2026-05-${day}T08:00:00+08:00`);
  return { createdAt: at, submittedAt: at };
};
const stroke = (code = 'I63.9') => ({ diagnoses: [{ system: 'ICD-10', code, display: '脑梗死' }] });
const arrived = { status: ReferralStatus.ARRIVED };
const down = {
  ...{ direction: ReferralDirection.DOWN },
  ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
};
const ended = (day: string) => ({ endedAt: new Date(`2026-05-${day}T08:00:00+08:00`) });

// A pathway of I63 has 21 days, of others 14.
const rows = [
  aReferral({ id: 'first', ...on('01'), ...stroke(), ...arrived, ...ended('02') }),
  aReferral({ id: 'back', ...on('22'), ...stroke('I63.0'), ...down }),
  aReferral({ id: 'late', ...on('23'), ...stroke(), ...down, ...ended('24') }),
  aReferral({ id: 'other', ...on('22'), ...down, ...stroke('J18.9') }),
  // Whose patient never came, and one that went out of the community.
  aReferral({ id: 'unmet', patientId: 'patient-2', ...on('01'), ...stroke() }),
  aReferral({
    ...{ id: 'outside', patientId: 'patient-2', ...on('02'), ...stroke(), ...arrived },
    toInstitutionId: 'city-hospital',
  }),
  aReferral({ id: 'alone', patientId: 'patient-2', ...on('03'), ...stroke(), ...down }),
];

describeOnBothDatabases('what a referral within the community brings', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const ids = rows.map(({ id }) => id);
  async function all(viewer = doctor, asked = ids) {
    const fields = '{ continuity { priorities { code name } oneDeductible pathwayEndsOn } }';
    const query = `{ ${asked.map((id) => `${id}: referral(id: "${id}") ${fields}`).join(' ')} }`;
    const open = { 'patient-1': {}, 'patient-2': {} };
    const { data, errors } = await desk.harness.run(viewer, query, {}, open);
    expect(errors).toBeUndefined();
    return Object.fromEntries(
      Object.entries(data ?? {}).map(([id, slip]) => [
        id,
        (slip as { continuity: Record<string, unknown> | null }).continuity,
      ]),
    );
  }

  it('is one deductible within the pathway of a referral before, of the same disease', async () => {
    const told = await all();
    const again = { oneDeductible: true, pathwayEndsOn: '2026-05-22' };
    const anew = { oneDeductible: false, pathwayEndsOn: null };
    expect(told.back).toMatchObject(again);
    for (const id of ['first', 'late', 'other', 'unmet', 'alone'])
      expect([id, told[id]]).toMatchObject([id, anew]);
  });

  it('is what she is given first, while it lives', async () => {
    const told = await all(receiver, ['back', 'late']);
    expect(told.back?.priorities).toEqual([
      { code: 'VISIT', name: '优先就诊' },
      { code: 'EXAMINATION', name: '优先检查' },
      { code: 'ADMISSION', name: '优先住院' },
    ]);
    expect(told.late?.priorities).toEqual([]);
  });

  it('is nothing out of the community', async () => {
    expect((await all()).outside).toBeNull();
  });

  it('takes one statement for all slips of an answer', async () => {
    desk.harness.statements.length = 0;
    await all();
    expect(desk.harness.statements).toHaveLength(2);
  });
});

it('reads no pathway that is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-continuity-'));
  const read = (change: object) => {
    const path = join(folder, 'continuity.json');
    const whole = {
      ...{ version: '1', effectiveFrom: '2026-01-01', source: 'test' },
      ...{ priorities: [], pathwayDays: 14, pathways: [{ code: 'I63', days: 0 }] },
    };
    writeFileSync(path, JSON.stringify({ ...whole, ...change }));
    return readContinuityRules(path);
  };
  expect(read({}).daysOf('I63')).toBe(0);
  expect(read({}).daysOf('I64')).toBe(14);
  expect(() => read({ pathwayDays: 1.5 })).toThrow('pathwayDays');
  expect(() => read({ pathways: [{ code: 'I63', days: 366 }] })).toThrow('days');
  expect(() => read({ pathways: [{ code: 'I63.9', days: 3 }] })).toThrow('ICD-10 category');
  rmSync(folder, { recursive: true });
});
