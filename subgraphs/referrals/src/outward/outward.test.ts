import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  city,
  memberOffice,
  office,
  outwardClient,
  type Registered,
} from '../testing/outward.client';
import {
  aSubmission,
  openReferralDesk,
  type ReferralDesk,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

describeOnBothDatabases('a referral out of the community', (kind) => {
  let desk: ReferralDesk;
  let client: ReturnType<typeof outwardClient>;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
    client = outwardClient(desk);
  });
  afterAll(() => desk?.stop());

  describe('before it is approved', () => {
    it('opens nothing to its receiver, who meets it nowhere', async () => {
      const id = await client.submitted();
      expect(await client.basisOf('city-hospital')).toEqual([]);
      expect(await client.basisOf('township-dongpu')).toEqual(['patient-1']);
      expect((await client.seenBy(city, id)).code).toBe('FORBIDDEN');
      expect((await desk.step(city, 'acceptReferral', id)).code).toBe('FORBIDDEN');
      expect((await desk.step(city, 'declineReferral', id)).code).toBe('FORBIDDEN');
      const lists = '{ referrals { nodes { id } } referralCounts { count } }';
      const { data } = await desk.harness.run(city, lists, {}, { 'patient-1': {} });
      expect(data).toEqual({ referrals: { nodes: [] }, referralCounts: [] });
      const ofHer = await desk.harness.ofPatients(
        aViewer('CLINICIAN', 'city-hospital'),
        'referrals { nodes { id } }',
        { 'patient-1': {} },
      );
      expect(ofHer.data?._entities).toEqual([{ referrals: { nodes: [] } }]);
    });

    it('is due for the office in a working day, and overdue for nobody else', async () => {
      const id = await client.submitted();
      expect(
        (await client.registered(office)).find(({ referralId }) => referralId === id),
      ).toMatchObject({
        ...{ approval: 'AWAITED', status: 'SUBMITTED', dueAt: '2026-06-02T09:00:00+08:00' },
        ...{ reasonCode: 'O01', disease: 'I10', to: { id: 'city-hospital' } },
      });
      const before = desk.clock.now;
      desk.clock.now = new Date('2026-06-02T01:00:00Z');
      const overdue = '{ overdueReferrals(first: 100) { nodes { referralId } } }';
      const ids = async (viewer: Viewer) => {
        const { data } = await desk.harness.run(viewer, overdue);
        const { nodes } = (data as unknown as { overdueReferrals: { nodes: Registered[] } })
          .overdueReferrals;
        return nodes.map(({ referralId }) => referralId);
      };
      expect(await ids(office)).toContain(id);
      expect(await ids(city)).toEqual([]);
      desk.clock.now = before;
    });

    it('may be withdrawn, and is then nothing to decide', async () => {
      const id = await client.submitted();
      expect((await desk.step(sender, 'cancelReferral', id)).referral?.status).toBe('CANCELLED');
      expect((await client.approve(id)).code).toBe('CONFLICT');
    });
  });

  describe('by the office', () => {
    it('is let go, and its receiver has its time from then on', async () => {
      const id = await client.submitted();
      const { made } = await client.approve(id);
      expect(made).toMatchObject({ approval: 'APPROVED', approvalBy: office.name });
      expect((await client.seenBy(city, id)).made).toMatchObject({
        events: [{ status: 'SUBMITTED' }, { status: 'SUBMITTED', note: '同意' }],
      });
      expect(await client.basisOf('city-hospital')).toEqual(['patient-1']);
      expect((await desk.step(city, 'acceptReferral', id)).referral?.status).toBe('ACCEPTED');
    });

    it('is refused with the reason, which its sender reads and its receiver does not', async () => {
      const id = await client.submitted();
      expect((await client.refuse(id)).made).toMatchObject({
        approval: 'REFUSED',
        status: 'DECLINED',
        dueAt: null,
      });
      expect((await client.seenBy(sender, id)).made).toMatchObject({
        events: [{ status: 'SUBMITTED' }, { status: 'DECLINED', note: '县内可诊治' }],
      });
      expect((await client.seenBy(city, id)).code).toBe('FORBIDDEN');
      expect((await client.approve(id)).code).toBe('CONFLICT');
    });

    it('is decided once, of many decisions and a withdrawal at once', async () => {
      const id = await client.submitted();
      const decisions = await Promise.all([
        client.approve(id),
        client.refuse(id),
        client.approve(id),
        client.refuse(id),
      ]);
      expect(decisions.filter(({ made }) => made)).toHaveLength(1);
      expect(decisions.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
      const other = await client.submitted();
      const [withdrawn, refused] = await Promise.all([
        desk.step(sender, 'cancelReferral', other),
        client.refuse(other),
      ]);
      expect([withdrawn.referral, refused.made].filter(Boolean)).toHaveLength(1);
    });

    it('is decided by nobody else, in the words for what is none', async () => {
      const id = await client.submitted();
      const up = (await desk.submit(sender, aSubmission('not outward'))).referral?.id ?? '';
      for (const asked of [
        client.approve(id, memberOffice),
        client.refuse(id, aViewer('COMMUNITY_OFFICE', 'city-hospital')),
      ])
        expect((await asked).code).toBe('FORBIDDEN');
      for (const asked of [
        client.approve(id, senderOfficer),
        client.approve('none'),
        client.approve(up),
      ])
        expect((await asked).code).toBe('FORBIDDEN');
    });
  });

  it('goes at once in an emergency, and what is decided afterwards moves it no more', async () => {
    const [first, second] = [
      await client.submitted({ urgency: 'EMERGENCY' }),
      await client.submitted({ urgency: 'EMERGENCY' }),
    ];
    expect((await client.seenBy(city, first)).made).toMatchObject({ approval: 'DUE_AFTERWARDS' });
    await desk.step(city, 'recordArrival', first);
    expect((await client.approve(first)).made).toMatchObject({
      approval: 'APPROVED',
      status: 'ARRIVED',
    });
    const refused = { approval: 'REFUSED_AFTERWARDS', status: 'IN_TRANSIT' };
    expect((await client.refuse(second)).made).toMatchObject(refused);
    expect((await client.seenBy(city, second)).made).toMatchObject({ status: 'IN_TRANSIT' });
    expect((await client.approve(second)).code).toBe('CONFLICT');
  });

  it('is filed once, when approved, by who may', async () => {
    const id = await client.submitted();
    expect((await client.file(id, 'BA2026060100')).code).toBe('CONFLICT');
    await client.approve(id);
    expect((await client.file(id, '备案1')).code).toBe('INVALID_INPUT');
    expect((await client.file(id, 'BA2026060100', city)).code).toBe('FORBIDDEN');
    expect((await client.file(id, 'BA2026060100', senderOfficer, {})).code).toBe('FORBIDDEN');
    const both = await Promise.all([
      client.file(id, 'BA2026060101'),
      client.file(id, 'BA2026060102', office, {}),
    ]);
    expect(both.filter(({ made }) => made)).toHaveLength(1);
    const number = String(both.find(({ made }) => made)?.made?.filingNumber);
    expect((await client.file(id, number)).made?.filingNumber).toBe(number);
    expect((await client.file(id, 'BA2026060103')).code).toBe('CONFLICT');
  });
});
