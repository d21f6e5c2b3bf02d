import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aReferral } from '../testing/referral.factory';
import { openReferralDesk, type ReferralDesk, receiver } from '../testing/referral-desk';
import { ReferralDirection, ReferralStatus, Urgency } from './referral.entity';

const now = new Date('2026-06-01T01:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const lead = 'county-hospital';
const sent = { fromInstitutionId: lead, toInstitutionId: 'township-dongpu' };

/** Newest last; the due times run against the order in which they came. */
const rows = [
  aReferral({ id: 'a', createdAt: at(-90), dueAt: at(1), department: '骨科' }),
  aReferral({ id: 'b', createdAt: at(-80), dueAt: at(-10), urgency: Urgency.URGENT }),
  aReferral({ id: 'c', createdAt: at(-70), dueAt: now, fromInstitutionId: 'township-shahe' }),
  aReferral({ id: 'd', createdAt: at(-60), dueAt: at(-20), ...sent }),
  aReferral({ id: 'e', createdAt: at(-50), dueAt: at(-20), ...sent }),
  aReferral({
    ...{ id: 'f', createdAt: at(-40), dueAt: null, ...sent, submittedAt: null },
    ...{ status: ReferralStatus.DRAFT, direction: ReferralDirection.DOWN },
  }),
  aReferral({ id: 'g', createdAt: at(-30), dueAt: at(-5), toInstitutionId: 'people-hospital' }),
];

interface Answer {
  readonly referrals: {
    readonly nodes: { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describeOnBothDatabases('the worklist of a desk', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const ask = (filter: string) =>
    desk.harness.run(
      receiver,
      `{ referrals(${filter}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      {},
      { 'patient-1': {} },
    );
  const list = async (filter: string) => {
    const { data, errors } = await ask(filter);
    expect(errors).toBeUndefined();
    return (data as unknown as Answer).referrals;
  };
  const idsOf = async (filter: string) => (await list(filter)).nodes.map(({ id }) => id).join('');

  it.each([
    ['first: 20', 'fedcba'],
    ['side: SENT', 'fed'],
    ['side: RECEIVED', 'cba'],
    ['urgency: URGENT', 'b'],
    ['department: "骨科"', 'a'],
    ['otherInstitutionId: "township-shahe"', 'c'],
    ['otherInstitutionId: "township-dongpu"', 'fedba'],
    ['otherInstitutionId: "county-hospital"', ''],
    ['overdue: true', 'edcb'],
    ['overdue: false', 'fa'],
    ['order: NEWEST_FIRST, overdue: true, side: SENT', 'ed'],
    ['order: DUE_FIRST', 'debca'],
    ['order: DUE_FIRST, overdue: true', 'debc'],
    ['order: DUE_FIRST, overdue: false', 'a'],
    ['order: DUE_FIRST, side: RECEIVED, status: SUBMITTED', 'bca'],
    ['order: DUE_FIRST, direction: DOWN', ''],
  ])('with %s is %s', async (filter, expected) => {
    expect(await idsOf(filter)).toBe(expected);
  });

  it('with what is due first comes in pages that lose and double none', async () => {
    let seen = '';
    let after = '';
    for (let more = true; more; ) {
      const { nodes, pageInfo } = await list(`order: DUE_FIRST, first: 2${after}`);
      seen += nodes.map(({ id }) => id).join('');
      after = `, after: "${pageInfo.endCursor}"`;
      more = pageInfo.hasNextPage;
    }
    expect(seen).toBe('debca');
  });

  it('refuses a cursor of the other order', async () => {
    const newest = (await list('first: 2')).pageInfo.endCursor;
    const due = (await list('first: 2, order: DUE_FIRST')).pageInfo.endCursor;
    for (const wrong of [`order: DUE_FIRST, after: "${newest}"`, `after: "${due}"`]) {
      const { errors } = await ask(wrong);
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'after' } }]);
    }
  });

  it('asks the database about the sides that are asked for alone', async () => {
    desk.harness.statements.length = 0;
    await list('side: SENT, order: DUE_FIRST, urgency: URGENT');
    expect(desk.harness.statements).toHaveLength(1);
  });
});
