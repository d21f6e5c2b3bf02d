import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import { readClocks } from '../rules/clocks';
import { aReferral } from '../testing/referral.factory';
import { openReferralDesk, type ReferralDesk, receiver } from '../testing/referral-desk';
import { expireReferrals } from './expire.service';
import { keepExpiring } from './keep-expiring';

const due = new Date('2026-06-01T00:00:00Z');
const accepted = (id: string, overrides: object = {}) =>
  aReferral({
    ...{ id, status: ReferralStatus.ACCEPTED, acceptedAt: new Date('2026-05-25T00:00:00Z') },
    ...{ dueAt: due, ...overrides },
  });

describeOnBothDatabases('the time to arrive', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => desk.harness.database.transaction((manager) => manager.clear('referral')));

  const keep = (...rows: object[]) =>
    desk.harness.database.transaction((manager) => manager.save(rows));
  const expire = (now = due) =>
    expireReferrals({ database: desk.harness.database, now: () => now });
  const statusOf = async (id: string) => {
    const query = `{ referral(id: "${id}") { status dueAt events { status by institution { id } } } }`;
    const { data } = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    return data?.referral;
  };

  it('runs out at the moment it ends, and not before', async () => {
    const id = `one-${kind}`;
    await keep(accepted(id));
    expect(await expire(new Date(due.getTime() - 1))).toBe(0);
    expect(await expire()).toBe(1);
    expect(await statusOf(id)).toEqual({
      ...{ status: 'EXPIRED', dueAt: null },
      events: [
        { status: 'EXPIRED', by: '系统（超过到院期限）', institution: { id: 'county-hospital' } },
      ],
    });
  });

  it('ends each of many slips once, whoever looks at the same time', async () => {
    const ids = Array.from({ length: 250 }, (_, at) => `many-${kind}-${at}`);
    await keep(...ids.map((id) => accepted(id)));
    const ended = await Promise.all([expire(), expire(), expire()]);
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
    const [{ count } = {}]: { count?: number }[] = await desk.harness.database.read.query(
      `SELECT COUNT(*) AS count FROM referral_event WHERE referralId LIKE 'many-${kind}-%'`,
    );
    expect(Number(count)).toBe(ids.length);
  });

  it('does not run out for who is sent down, has arrived, or waits for an answer', async () => {
    await keep(
      accepted('down', { direction: ReferralDirection.DOWN }),
      accepted('arrived', { status: ReferralStatus.ARRIVED }),
      accepted('waits', { status: ReferralStatus.SUBMITTED }),
    );
    expect(await expire()).toBe(0);
  });

  it('meets an arrival at the same moment: one of the two stands', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => `met-${kind}-${at}`);
    await keep(...ids.map((id) => accepted(id)));
    desk.clock.now = due;
    const arrivals = ids.map((id) => desk.step(receiver, 'recordArrival', id));
    const [ended, ...outcomes] = await Promise.all([expire(), ...arrivals]);
    const arrived = outcomes.filter(({ referral }) => referral).length;
    expect(arrived + ended).toBe(ids.length);
    for (const { code, referral } of outcomes)
      expect(referral ? null : code).toBe(referral ? null : 'CONFLICT');
  });

  it('is looked at again and again, until that is stopped', async () => {
    await keep(accepted(`kept-${kind}`));
    const clocks = { ...readClocks(), expireEverySeconds: 0.01 };
    let asked = 0;
    const now = () => {
      asked += 1;
      return asked > 3 ? due : new Date(0);
    };
    const logger = createLogger('test', 'silent');
    const stop = keepExpiring({ database: desk.harness.database, now, clocks, logger });
    while (asked < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    await stop();
    expect(await statusOf(`kept-${kind}`)).toMatchObject({ status: 'EXPIRED' });
  });

  describe('and what is overdue', () => {
    const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');
    const query =
      'query ($first: Int, $after: String) { overdueReferrals(first: $first, after: $after) { nodes { referralId status to { id } } pageInfo { hasNextPage endCursor } } }';
    interface Listed {
      readonly nodes: readonly { readonly referralId: string }[];
      readonly pageInfo: { readonly endCursor: string };
    }
    const listed = async (viewer = receiver, variables: object = {}) => {
      const { data, errors } = await desk.harness.run(viewer, query, { ...variables });
      expect(errors).toBeUndefined();
      return data?.overdueReferrals as Listed;
    };
    const idsOf = ({ nodes }: Listed) => nodes.map(({ referralId }) => referralId);
    const waiting = (id: string, hours: number, overrides: object = {}) =>
      aReferral({ id, dueAt: new Date(due.getTime() - hours * 3_600_000), ...overrides });
    beforeEach(async () => {
      desk.clock.now = due;
      await keep(
        waiting('b', 3),
        waiting('a', 5),
        waiting('later', -1),
        waiting('between', 4, {
          ...{ fromInstitutionId: 'township-xiling', toInstitutionId: 'people-hospital' },
        }),
        waiting('outside', 6, {
          ...{ fromInstitutionId: 'city-hospital', toInstitutionId: 'province-hospital' },
        }),
      );
    });

    it('is listed at both sides, longest first, without its patient', async () => {
      expect(idsOf(await listed())).toEqual(['a', 'b']);
      expect(idsOf(await listed(aViewer('REFERRAL_OFFICER', 'township-dongpu')))).toEqual([
        'a',
        'b',
      ]);
    });

    it('is listed for the office of the community, of all its members, page by page', async () => {
      const first = await listed(office, { first: 2 });
      expect(idsOf(first)).toEqual(['a', 'between']);
      const then = await listed(office, { first: 2, after: first.pageInfo.endCursor });
      expect(idsOf(then)).toEqual(['b']);
      expect(idsOf(await listed(aViewer('COMMUNITY_OFFICE', 'people-hospital')))).toEqual([
        'between',
      ]);
    });
  });
});
