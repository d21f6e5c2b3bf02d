import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ReferralStatus } from '../referral/referral.entity';
import { knownDrug } from '../testing/neighbours';
import { aReferral } from '../testing/referral.factory';
import {
  aReturn,
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  sender,
} from '../testing/referral-desk';

const rows = [
  aReferral({ id: 'up' }),
  aReferral({ id: 'waiting' }),
  aReferral({ id: 'elsewhere', toInstitutionId: 'people-hospital' }),
  aReferral({ id: 'of another', patientId: 'patient-2', status: ReferralStatus.COMPLETED }),
];

function plan(medication: object, overrides: object = {}) {
  const one = { drugCode: knownDrug, dosage: '每日一次', days: 28, ...medication };
  return { carePlan: { text: '计划', followUpBy: '2026-06-08', medications: [one], ...overrides } };
}

describeOnBothDatabases('submitReferral', (kind) => {
  let desk: ReferralDesk;
  let made = 0;
  const key = () => `key-${made++}`;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => desk.down.clear());

  const countOf = async (table: string) => {
    const [{ count } = { count: 0 }]: { count: number }[] = await desk.harness.database.read.query(
      `SELECT COUNT(*) AS count FROM \`${table}\``,
    );
    return Number(count);
  };

  it('is not for who is only asked about the patient', async () => {
    const before = await countOf('referral');
    const asked = { 'patient-1': { basis: 'CONSULTATION' } } as const;
    const { code, details } = await desk.submit(sender, aSubmission(key()), asked);
    expect([code, details?.patientId]).toEqual(['FORBIDDEN', 'patient-1']);
    expect(await countOf('referral')).toBe(before);
  });

  describe('refuses, naming the field and changing nothing:', () => {
    it.each<[string, string, object]>([
      ['to oneself', 'toInstitutionId', { toInstitutionId: 'township-dongpu' }],
      ['to an unknown institution', 'toInstitutionId', { toInstitutionId: 'nowhere' }],
      [
        'out of the community without OUTWARD',
        'toInstitutionId',
        { toInstitutionId: 'city-hospital' },
      ],
      ['OUTWARD within the community', 'direction', { direction: 'OUTWARD', reasonCode: 'O01' }],
      ['for a reason of another direction', 'reasonCode', { reasonCode: 'D01' }],
      ['for an unknown reason', 'reasonCode', { reasonCode: 'U12' }],
      ['for another reason without saying which', 'reasonText', { reasonCode: 'U99' }],
      ['without a diagnosis', 'diagnoses', { diagnoses: [] }],
      ['with an empty summary', 'summary', { summary: ' ' }],
      ['with a report of somebody else', 'reportIds[1]', { reportIds: ['lab-1', 'lab-2'] }],
      ['with an unknown report', 'reportIds[0]', { reportIds: ['none'] }],
      ['with a report twice', 'reportIds', { reportIds: ['lab-1', 'lab-1'] }],
      ['up with a plan', 'carePlan', { carePlan: { text: '计划' } }],
      ['up in answer to another', 'parentId', { parentId: 'up' }],
      ['under an empty key', 'idempotencyKey', { idempotencyKey: '' }],
      ['with a text too long', 'form.treatment', { form: { treatment: '长'.repeat(2001) } }],
    ])('%s', async (_, field, overrides) => {
      const before = await countOf('referral');
      const { code, details, referral } = await desk.submit(sender, aSubmission(key(), overrides));
      expect({ code, field: details?.field, referral }).toEqual({
        ...{ code: 'INVALID_INPUT', field, referral: null },
      });
      expect(await countOf('referral')).toBe(before);
    });

    it.each<[string, string, object]>([
      ['down without a plan', 'carePlan', { carePlan: null }],
      ['in answer to one that did not arrive', 'parentId', { parentId: 'waiting' }],
      ['in answer to one to another institution', 'parentId', { parentId: 'elsewhere' }],
      ['in answer to one of another patient', 'parentId', { parentId: 'of another' }],
      ['in answer to none', 'parentId', { parentId: 'nothing' }],
      ['with an unknown drug', 'carePlan.medications[0].drugCode', plan({ drugCode: 'X1' })],
      ['with no days of a drug', 'carePlan.medications[0].days', plan({ days: 0 })],
      ['with a follow-up gone by', 'carePlan.followUpBy', plan({}, { followUpBy: '2026-05-31' })],
    ])('%s', async (_, field, overrides) => {
      const { code, details } = await desk.submit(doctor, aReturn(key(), overrides));
      expect({ code, field: details?.field }).toEqual({ code: 'INVALID_INPUT', field });
    });
  });

  it.each(['personnel', 'results', 'pharmacy'])('stores nothing while %s is down', async (part) => {
    const overrides = { reportIds: ['lab-1'], toInstitutionId: 'township-xiling' };
    desk.down.add(part);
    const before = await countOf('referral');
    const { code } = await desk.submit(doctor, aReturn(key(), overrides));
    expect({ code, referrals: await countOf('referral') }).toEqual({
      ...{ code: 'UNAVAILABLE', referrals: before },
    });
  });

  it('takes a patient back to the hospital outside that sent her', async () => {
    const parent = aReferral({
      ...{ id: 'from city', fromInstitutionId: 'city-hospital', status: ReferralStatus.ARRIVED },
    });
    await desk.harness.database.transaction((manager) => manager.save(parent));
    const overrides = { parentId: 'from city', toInstitutionId: 'city-hospital' };
    const { referral } = await desk.submit(doctor, aReturn(key(), overrides));
    expect(referral?.status).toBe('SUBMITTED');
  });

  it('is refused to who has no basis, and to who may not see such a diagnosis', async () => {
    const closed = await desk.submit(sender, aSubmission(key()), {});
    expect(closed.code).toBe('FORBIDDEN');
    const overrides = { diagnoses: [{ system: 'ICD-10', code: 'B20', display: 'HIV病' }] };
    const open = { 'patient-1': { sensitive: false } };
    const hidden = await desk.submit(sender, aSubmission(key(), overrides), open);
    expect(hidden.code).toBe('FORBIDDEN');
  });
});
