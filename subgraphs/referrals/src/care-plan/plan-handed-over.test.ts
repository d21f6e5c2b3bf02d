import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { aReferral } from '../testing/referral.factory';
import { startReferrals } from '../testing/referrals.harness';
import { CarePlan } from './care-plan.entity';

const { DOWN, UP } = ReferralDirection;
const medications = [{ drugCode: 'drug-1', dosage: '每日一次', days: 14 }];
const plan = (referralId: string) =>
  Object.assign(new CarePlan(), { referralId, text: '继续', followUpBy: null, medications });
const rows = [
  ...Object.values(ReferralStatus).flatMap((status) => [
    aReferral({ id: status, direction: DOWN, status }),
    plan(status),
  ]),
  aReferral({ id: 'up', direction: UP, status: ReferralStatus.ACCEPTED }),
];

describeOnBothDatabases('the plan a down-referral hands over', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startReferrals(kind, rows);
  });
  afterAll(() => harness?.stop());

  const ask = async (id: string, viewer = aViewer('CLINICIAN', 'x', { service: 'pharmacy' })) => {
    const query = `{ plan: planHandedOver(referralId: "${id}") { patientId medications { drugCode dosage days } } }`;
    const { data, errors } = await harness.run(viewer, query);
    return errors?.[0]?.extensions?.code ?? data?.plan;
  };

  it('is told of one that was accepted, whoever asks for a part', async () => {
    const told = Object.values(ReferralStatus).map(async (id) => ((await ask(id)) ? [id] : []));
    expect((await Promise.all(told)).flat().sort()).toEqual([
      ...['ACCEPTED', 'ARRIVED', 'COMPLETED', 'FOLLOWED_UP', 'IN_TREATMENT'],
    ]);
    expect(await ask('ACCEPTED')).toEqual({ patientId: 'patient-1', medications });
  });

  it('is told of no other referral, and to no client', async () => {
    expect(await ask('up')).toBeNull();
    expect(await ask('none')).toBeNull();
    expect(await ask('ACCEPTED', aViewer('CLINICIAN'))).toBe('FORBIDDEN');
  });
});
