import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aCarePlan, aReferral, aReferralEvent } from '../testing/referral.factory';
import { startReferrals } from '../testing/referrals.harness';
import { withheld } from './referral.access';
import { ReferralDirection, ReferralStatus } from './referral.entity';

const rows = [
  aReferral({
    id: 'up',
    ...{ createdAt: noonOf('2026-05-01'), dueAt: noonOf('2026-05-02') },
    reportIds: [
      { kind: 'LAB', id: 'lab-1' },
      { kind: 'EXAM', id: 'exam-1' },
    ],
  }),
  aReferral({
    id: 'down',
    direction: ReferralDirection.DOWN,
    status: ReferralStatus.COMPLETED,
    parentId: 'up',
    ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
  }),
  aCarePlan({ referralId: 'down' }),
  aReferralEvent({
    referralId: 'up',
    step: 2,
    status: ReferralStatus.ACCEPTED,
    note: '请持单就诊',
  }),
  aReferralEvent({ referralId: 'up', step: 1 }),
];

const open = { 'patient-1': {} };

describeOnBothDatabases('a referral', (kind) => {
  const clinician = aViewer('CLINICIAN');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await startReferrals(kind, rows);
  });
  afterAll(() => harness?.stop());

  const read = async (id: string, fields: string, access: typeof open = open) => {
    const query = `query ($id: ID!) { referral(id: $id) { ${fields} } }`;
    const { data, errors } = await harness.run(clinician, query, { id }, access);
    expect(errors).toBeUndefined();
    return data?.referral;
  };

  it('shows the slip', async () => {
    const fields =
      'number direction status urgency department reasonCode reasonText diagnoses { system code display } summary dueAt';
    expect(await read('up', fields)).toEqual({
      ...{ number: 'ZZ-up', direction: 'UP', status: 'SUBMITTED', urgency: 'ROUTINE' },
      ...{ department: '心血管内科', reasonCode: 'U03', reasonText: '血压控制不佳' },
      diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
      summary: '三种药物足量治疗后血压仍高于目标。',
      dueAt: '2026-05-02T12:00:00+08:00',
    });
  });

  it('names patient and institutions by key', async () => {
    expect(await read('up', 'patient { id } from { id } to { id }')).toEqual({
      patient: { id: 'patient-1' },
      ...{ from: { id: 'township-dongpu' }, to: { id: 'county-hospital' } },
    });
  });

  it('names each report sent along by its type and key', async () => {
    expect(await read('up', 'reports { __typename id }')).toEqual({
      reports: [
        { __typename: 'LabReport', id: 'lab-1' },
        { __typename: 'ExamReport', id: 'exam-1' },
      ],
    });
  });

  it('carries the plan a down-referral hands over', async () => {
    const fields = 'carePlan { text followUpBy medications { drug { code } dosage days } }';
    expect(await read('down', fields)).toEqual({
      carePlan: {
        ...{ text: '继续口服降压药，两周后复查血压。', followUpBy: '2026-03-15' },
        medications: [
          { drug: { code: 'XC08CAA117A001010190001' }, dosage: '每日一次，每次一片', days: 14 },
        ],
      },
    });
  });

  it('has no plan and no parent where it carries none', async () => {
    expect(await read('up', 'carePlan { text } parent { id }')).toEqual({
      ...{ carePlan: null, parent: null },
    });
  });

  it('leads to the up-referral it answers', async () => {
    expect(await read('down', 'parent { id number }')).toEqual({
      parent: { id: 'up', number: 'ZZ-up' },
    });
  });

  it('tells its steps in the order they were taken', async () => {
    const fields = 'events { at status by institution { id } note }';
    expect(await read('up', fields)).toMatchObject({
      events: [
        { status: 'SUBMITTED', by: '张三', institution: { id: 'township-dongpu' }, note: null },
        { status: 'ACCEPTED', note: '请持单就诊' },
      ],
    });
  });

  it('is found by its key', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Referral { number } } }';
    const r = [{ __typename: 'Referral', id: 'up' }];
    const { data } = await harness.run(clinician, query, { r }, open);
    expect(data).toEqual({ _entities: [{ number: 'ZZ-up' }] });
  });

  it('keeps free text from those who may not know who the patient is', async () => {
    const platform = { 'patient-1': { identified: false } };
    const fields = 'summary reasonText events { note } diagnoses { code }';
    expect(await read('up', fields, platform)).toEqual({
      ...{ summary: withheld, reasonText: null, diagnoses: [{ code: 'I10' }] },
      events: [{ note: null }, { note: null }],
    });
    expect(await read('down', 'carePlan { text medications { days } }', platform)).toEqual({
      carePlan: { text: withheld, medications: [{ days: 14 }] },
    });
  });
});
