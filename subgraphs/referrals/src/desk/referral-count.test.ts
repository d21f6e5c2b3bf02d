import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { aReferral } from '../testing/referral.factory';
import { openReferralDesk, type ReferralDesk, receiver } from '../testing/referral-desk';

const now = new Date('2026-06-01T01:00:00Z');
const earlier = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);
const down = {
  ...{ direction: ReferralDirection.DOWN, dueAt: null },
  ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
};
const rows = [
  aReferral({ id: 'late', dueAt: now }),
  aReferral({ id: 'earlier', dueAt: earlier }),
  aReferral({ id: 'in time', dueAt: later }),
  aReferral({ id: 'draft', status: ReferralStatus.DRAFT, submittedAt: null, dueAt: null }),
  aReferral({ id: 'over', status: ReferralStatus.COMPLETED, endedAt: now, dueAt: null }),
  aReferral({
    id: 'long over',
    status: ReferralStatus.DECLINED,
    endedAt: new Date(0),
    dueAt: null,
  }),
  aReferral({ id: 'of others', toInstitutionId: 'people-hospital' }),
  aReferral({ id: 'sent', ...down }),
  aReferral({ id: 'own draft', ...down, status: ReferralStatus.DRAFT, submittedAt: null }),
];

describeOnBothDatabases('the desk in numbers', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  it('counts what is sent and received by state, and of it what is overdue', async () => {
    const query = '{ referralCounts { side direction status count overdue } }';
    const { data } = await desk.harness.run(receiver, query);
    expect(data?.referralCounts).toEqual([
      { side: 'RECEIVED', direction: 'UP', status: 'COMPLETED', count: 1, overdue: 0 },
      { side: 'RECEIVED', direction: 'UP', status: 'SUBMITTED', count: 3, overdue: 2 },
      { side: 'SENT', direction: 'DOWN', status: 'DRAFT', count: 1, overdue: 0 },
      { side: 'SENT', direction: 'DOWN', status: 'SUBMITTED', count: 1, overdue: 0 },
    ]);
  });
});
