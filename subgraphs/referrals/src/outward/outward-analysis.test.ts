import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { OutwardApproval, ReferralDirection, Urgency } from '../referral/referral.entity';
import { memberOffice, office } from '../testing/outward.client';
import { aReferral } from '../testing/referral.factory';
import {
  openReferralDesk,
  type ReferralDesk,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

let made = 0;
const anOutward = (submittedAt: string, overrides: object = {}) => {
  made += 1;
  return aReferral({
    ...{
      id: `out-${made}`,
      number: `ZZ-${made}`,
      direction: ReferralDirection.OUTWARD,
      reasonCode: 'O01',
    },
    ...{ fromInstitutionId: 'township-dongpu', toInstitutionId: 'city-hospital' },
    ...{ diagnoses: [{ system: 'ICD-10', code: 'C34.9', display: '肺恶性肿瘤' }] },
    ...{ submittedAt: new Date(submittedAt), ...overrides },
  });
};
const hypertension = [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }];
const rows = [
  // The last moment of May and the first of June, in Shanghai.
  anOutward('2026-05-31T15:59:59.999Z'),
  anOutward('2026-05-31T16:00:00.000Z', { approval: OutwardApproval.APPROVED, filingNumber: 'A1' }),
  anOutward('2026-06-20T00:00:00.000Z', {
    ...{ reasonCode: 'O06', diagnoses: hypertension, approval: OutwardApproval.REFUSED },
    fromInstitutionId: 'township-xiling',
  }),
  anOutward('2026-06-21T00:00:00.000Z', {
    ...{ urgency: Urgency.EMERGENCY, approval: OutwardApproval.REFUSED_AFTERWARDS },
    ...{ sensitive: true, toInstitutionId: 'province-hospital' },
  }),
  // Of the next month, within the community, a draft, of nobody the office leads.
  anOutward('2026-06-30T16:00:00.000Z'),
  anOutward('2026-06-10T00:00:00.000Z', { direction: ReferralDirection.UP, reasonCode: 'U01' }),
  anOutward('2026-06-10T00:00:00.000Z', { submittedAt: null }),
  anOutward('2026-06-10T00:00:00.000Z', { fromInstitutionId: 'city-hospital' }),
];
const numbers = 'referrals emergencies approved refused filed treatable';

describeOnBothDatabases('the analysis of outward referrals', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  async function asked(viewer: Viewer, period: string, by: string, fields: string) {
    const query = `{ of: outwardAnalysis(period: ${period}${by}) { ${fields} } }`;
    const { data, errors } = await desk.harness.run(viewer, query);
    return { of: data?.of, refusal: errors?.[0]?.extensions };
  }
  const june = '{ start: "2026-06-10", end: "2026-06-12" }';

  it('counts the whole months of Shanghai a period touches', async () => {
    const { of } = await asked(office, june, ', by: []', `month ${numbers}`);
    expect(of).toEqual([
      {
        ...{ month: null, referrals: 3, emergencies: 1, approved: 1, refused: 2 },
        ...{ filed: 1, treatable: 1 },
      },
    ]);
    const both = '{ start: "2026-05-31", end: "2026-06-01" }';
    expect((await asked(office, both, ', by: [MONTH]', 'month referrals')).of).toEqual([
      { month: '2026-05', referrals: 1 },
      { month: '2026-06', referrals: 3 },
    ]);
  });

  it('tells months and reasons apart where nothing else is asked for', async () => {
    expect((await asked(office, june, '', 'month reasonCode reason referrals')).of).toEqual([
      { month: '2026-06', reasonCode: 'O01', reason: '县域内无诊疗能力', referrals: 2 },
      { month: '2026-06', reasonCode: 'O06', reason: '患者坚持', referrals: 1 },
    ]);
  });

  it('tells no disease that is sensitive', async () => {
    expect((await asked(office, june, ', by: [DISEASE]', 'disease referrals')).of).toEqual(
      expect.arrayContaining([
        { disease: 'C34', referrals: 1 },
        { disease: 'I10', referrals: 1 },
        { disease: null, referrals: 1 },
      ]),
    );
  });

  it('is of one’s own institution, but for the office of the leading one', async () => {
    const by = ', by: [INSTITUTION, RECEIVER]';
    const fields = 'from { id } to { id } referrals';
    const row = (from: string, to: string) => ({
      from: { id: from },
      to: { id: to },
      referrals: 1,
    });
    const own = [
      row('township-dongpu', 'city-hospital'),
      row('township-dongpu', 'province-hospital'),
    ];
    for (const viewer of [senderOfficer, memberOffice])
      expect((await asked(viewer, june, by, fields)).of).toEqual(own);
    const led = [...own, row('township-xiling', 'city-hospital')];
    expect((await asked(office, june, by, fields)).of).toEqual(led);
    expect((await asked(sender, june, by, fields)).refusal).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('refuses a period that ends before it begins, or is too long', async () => {
    for (const period of [
      '{ start: "2026-06-10", end: "2026-06-09" }',
      '{ start: "2026-06-01", end: "2028-06-01" }',
    ])
      expect((await asked(office, period, '', 'referrals')).refusal).toMatchObject({
        ...{ code: 'INVALID_INPUT', field: 'period' },
      });
    expect(
      (await asked(office, '{ start: "2026-06-30", end: "2028-05-01" }', '', numbers)).refusal,
    ).toBeUndefined();
  });

  it('is a sheet with Chinese titles, and institutions by name', async () => {
    const query = `{ sheet: outwardSheet(period: ${june}, by: [MONTH, INSTITUTION, REASON]) }`;
    const { data } = await desk.harness.run(senderOfficer, query);
    expect(data?.sheet).toBe(
      [
        '\uFEFF月份,转出机构,转入机构,原因代码,转诊原因,病种（ICD-10类目）,转出例数,急诊例数,已批准,未批准,已备案,县域内诊治病种例数',
        '2026-06,机构township-dongpu,,O01,县域内无诊疗能力,,2,1,1,1,1,0',
        '',
      ].join('\r\n'),
    );
  });
});
