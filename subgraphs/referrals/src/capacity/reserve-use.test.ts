import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { expireReferrals } from '../clock/expire.service';
import { capacityClient, tenBeds } from '../testing/capacity.client';
import {
  aSubmission,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';

const others = aViewer('REFERRAL_OFFICER', 'people-hospital');
const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');

describeOnBothDatabases('share and use of the reserve', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
    const client = capacityClient(desk);
    const beds = (await client.publish(tenBeds())).made?.id ?? '';
    await client.publish(tenBeds({ department: '骨科', total: 5 }));
    // Its first moment in Shanghai is the last of June in UTC.
    const july = { startsAt: '2026-07-01T00:00:00+08:00', endsAt: '2026-07-01T18:00:00+08:00' };
    await client.publish(tenBeds({ ...july, total: 4 }));
    await client.publish(tenBeds({ kind: 'EXAM_SLOT', total: 20, reserved: 10 }), others);
    await client.book(beds, sender);
    for (const key of ['comes', 'stays', 'waits']) {
      const { referral } = await desk.submit(sender, aSubmission(key));
      await client.accept(referral?.id ?? '', beds);
      if (key === 'comes') await desk.step(receiver, 'recordArrival', referral?.id ?? '');
      if (key === 'stays')
        await expireReferrals({
          ...{ database: desk.harness.database, now: () => new Date('2026-06-10T00:00:00Z') },
        });
    }
  });
  afterAll(() => desk?.stop());

  const asked = async (viewer = receiver, end = '2026-06-30') => {
    const query = `{ reserveUse(period: { start: "2026-06-10", end: "${end}" }) { institution { id } kind month total reserved bookedByReferral bookedOtherwise used noShow share } }`;
    const { data, errors } = await desk.harness.run(viewer, query);
    return { use: data?.reserveUse, field: errors?.[0]?.extensions?.field };
  };
  const june = {
    ...{ institution: { id: 'county-hospital' }, kind: 'BED', month: '2026-06', total: 15 },
    ...{ reserved: 3, bookedByReferral: 3, bookedOtherwise: 1, used: 1, noShow: 1, share: 0.2 },
  };
  const exams = {
    ...{ institution: { id: 'people-hospital' }, kind: 'EXAM_SLOT', month: '2026-06', total: 20 },
    ...{ reserved: 10, bookedByReferral: 0, bookedOtherwise: 0, used: 0, noShow: 0, share: 0.5 },
  };

  it('is counted for whole months of Shanghai', async () => {
    expect((await asked()).use).toEqual([june]);
    const july = { month: '2026-07', total: 4, reserved: 1, share: 0.25, bookedByReferral: 0 };
    expect((await asked(receiver, '2026-07-01')).use).toMatchObject([june, july]);
  });

  it('is the own institution’s, and the whole community’s for its office', async () => {
    expect((await asked(others)).use).toEqual([exams]);
    expect((await asked(office)).use).toEqual([june, exams]);
  });

  it.each(['2026-06-09', '2028-07-01'])('is refused to %s', async (end) => {
    expect((await asked(receiver, end)).field).toBe('period');
  });
});
