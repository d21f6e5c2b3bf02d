import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ReferralStatus } from '../referral/referral.entity';
import { aReferral } from '../testing/referral.factory';
import {
  aSubmission,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';

describeOnBothDatabases('the steps of a referral', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());

  it('are told to others with the slip, a draft’s are not', async () => {
    const { referral } = await desk.submit(sender, aSubmission('told'));
    const id = referral?.id ?? '';
    await desk.step(receiver, 'acceptReferral', id);
    const draft = aReferral({
      ...{ id: `draft-${kind}`, status: ReferralStatus.DRAFT, submittedAt: null },
    });
    await desk.harness.database.transaction((manager) => manager.save(draft));
    await desk.step(sender, 'cancelReferral', draft.id);
    const rows: { payload: string }[] = await desk.harness.database.read.query(
      'SELECT `payload` AS `payload` FROM `outbox_event` ORDER BY `sequence`',
    );
    const told = rows.map(({ payload }) => JSON.parse(payload));
    expect(told.filter(({ referralId }) => referralId === draft.id)).toEqual([]);
    const slip = { referralId: id, direction: 'UP', patientId: 'patient-1', sensitive: false };
    const sides = { fromInstitutionId: 'township-dongpu', toInstitutionId: 'county-hospital' };
    expect(told.filter(({ referralId }) => referralId === id)).toEqual([
      { ...slip, ...sides, step: 1, status: 'SUBMITTED', institutionId: 'township-dongpu' },
      { ...slip, ...sides, step: 2, status: 'ACCEPTED', institutionId: 'county-hospital' },
    ]);
  });
});
