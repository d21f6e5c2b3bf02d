import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ListedReferral } from '../guideline/listed-referral.entity';
import { ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { memberOffice, office } from '../testing/outward.client';
import { aReferral } from '../testing/referral.factory';
import { doctor, openReferralDesk, type ReferralDesk, receiver } from '../testing/referral-desk';

let made = 0;
function listed(diseaseCode: string, submittedAt: string, overrides: object = {}) {
  made += 1;
  const at = new Date(submittedAt);
  const slip = aReferral({
    ...{ id: `up-${made}`, createdAt: at, submittedAt: at, status: ReferralStatus.ARRIVED },
    ...overrides,
  });
  return [
    slip,
    Object.assign(new ListedReferral(), {
      ...{ referralId: slip.id, diseaseCode, direction: slip.direction },
      ...{ fromInstitutionId: slip.fromInstitutionId },
      month: new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 7),
    }),
  ];
}
const june = '2026-06-10T00:00:00Z';
const rows = [
  // The limit of J06 is five: five are not over it, six are.
  ...Array.from({ length: 5 }, () => listed('J06', june)),
  listed('J06', june, { status: ReferralStatus.DECLINED }),
  ...Array.from({ length: 6 }, () => listed('J06', '2026-06-30T16:00:00Z')),
  listed('I10', '2026-05-31T16:00:00Z', { status: ReferralStatus.COMPLETED }),
  listed('I10', '2026-05-31T15:59:59Z'),
  listed('I10', june, { toInstitutionId: 'people-hospital' }),
  listed('I10', june, { direction: ReferralDirection.OUTWARD }),
  listed('X99', june),
].flat();

describeOnBothDatabases('what a township treats and was sent up', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  async function ask(viewer: Viewer, start = '2026-06-10', end = '2026-07-01') {
    const fields =
      'institution { id } month disease { code display } referred arrived monthlyLimit overLimit';
    const query = `{ of: townshipDiseases(period: { start: "${start}", end: "${end}" }) { ${fields} } }`;
    const { data, errors } = await desk.harness.run(viewer, query);
    return { of: data?.of, refusal: errors?.[0]?.extensions };
  }
  const row = (month: string, code: string, display: string, counts: object) => ({
    ...{ institution: { id: 'county-hospital' }, month, disease: { code, display } },
    ...{ monthlyLimit: null, overLimit: false, ...counts },
  });
  const own = [
    row('2026-07', 'J06', '急性上呼吸道感染', {
      ...{ referred: 6, arrived: 6, monthlyLimit: 5, overLimit: true },
    }),
    row('2026-06', 'I10', '高血压', { referred: 1, arrived: 1 }),
    row('2026-06', 'J06', '急性上呼吸道感染', { referred: 6, arrived: 5, monthlyLimit: 5 }),
    // No longer on the list.
    row('2026-06', 'X99', 'X99', { referred: 1, arrived: 1 }),
  ];

  it('is counted for the receiver by month and disease, what is over its limit first', async () => {
    expect((await ask(receiver)).of).toEqual(own);
  });

  it('is shown whole to the office of the leading hospital, and to a member its own', async () => {
    const { of } = await ask(office);
    expect(of).toHaveLength(own.length + 1);
    expect(of).toEqual(expect.arrayContaining(own));
    expect((await ask(memberOffice)).of).toEqual([]);
    expect((await ask(doctor)).refusal).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('refuses a period that is none', async () => {
    expect((await ask(receiver, '2026-06-02', '2026-06-01')).refusal).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'period' },
    });
  });

  it('takes one statement', async () => {
    desk.harness.statements.length = 0;
    await ask(office);
    expect(desk.harness.statements).toHaveLength(1);
  });
});
