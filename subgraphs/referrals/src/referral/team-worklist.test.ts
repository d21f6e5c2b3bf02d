import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { OpenRecords } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { signedBy } from '../testing/neighbours';
import { aReferral } from '../testing/referral.factory';
import {
  familyDoctor,
  openReferralDesk,
  type ReferralDesk,
  sender,
} from '../testing/referral-desk';
import { OutwardApproval, ReferralDirection, ReferralStatus } from './referral.entity';

const now = new Date('2026-06-01T01:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
const elsewhere = { fromInstitutionId: 'county-hospital', toInstitutionId: 'people-hospital' };
const outward = { direction: ReferralDirection.OUTWARD, approval: OutwardApproval.AWAITED };
const rows = [
  aReferral({ id: 'old', createdAt: daysAgo(200), endedAt: daysAgo(100) }),
  aReferral({ id: 'ended', createdAt: daysAgo(100), endedAt: daysAgo(80) }),
  aReferral({ id: 'elsewhere', createdAt: daysAgo(9), patientId: 'patient-1500', ...elsewhere }),
  aReferral({ id: 'up', createdAt: daysAgo(8), status: ReferralStatus.ARRIVED }),
  aReferral({ id: 'held', createdAt: daysAgo(7), ...elsewhere, ...outward }),
  aReferral({
    ...{ id: 'held-from-us', createdAt: daysAgo(6), ...elsewhere, ...outward },
    toInstitutionId: 'township-dongpu',
  }),
  aReferral({ id: 'draft', createdAt: daysAgo(5), submittedAt: null }),
  aReferral({ id: 'closed', createdAt: daysAgo(4), patientId: 'patient-2' }),
  aReferral({ id: 'of-another', createdAt: daysAgo(3), patientId: 'patient-2000' }),
];
/** More than one statement asks about. */
const residents = Array.from({ length: 1500 }, (_, at) => `patient-${at + 1}`);

interface Answer {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describeOnBothDatabases('the referrals of a team’s residents', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    signedBy.set('team-1', residents);
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(async () => {
    signedBy.clear();
    await desk?.stop();
  });

  const open: OpenRecords = { 'patient-1': {}, 'patient-1500': {} };
  async function ask(more = '', viewer: Viewer = familyDoctor) {
    const query = `{ of: teamReferrals(teamId: "team-1"${more}) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await desk.harness.run(viewer, query, {}, open);
    return { of: data?.of as Answer | undefined, code: errors?.[0]?.extensions?.code };
  }
  const ids = async (more?: string) => (await ask(more)).of?.nodes.map(({ id }) => id);

  it('are listed whoever sent or received them, as long as each is a basis and open to her', async () => {
    expect(await ids()).toEqual(['held', 'up', 'elsewhere', 'ended']);
  });

  it('are narrowed by state and direction', async () => {
    expect(await ids(', status: ARRIVED')).toEqual(['up']);
    expect(await ids(', direction: OUTWARD')).toEqual(['held']);
  });

  it('come in pages that lose and double none', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { of } = await ask(`, first: 1${after}`);
      seen.push(...(of?.nodes ?? []).map(({ id }) => id));
      after = of?.pageInfo.hasNextPage ? `, after: "${of.pageInfo.endCursor}"` : '';
    } while (after !== '');
    expect(seen).toEqual(['held', 'up', 'elsewhere', 'ended']);
  });

  it('take one statement for a thousand residents', async () => {
    desk.harness.statements.length = 0;
    await ask();
    expect(desk.harness.statements).toHaveLength(2);
  });

  it('are a family doctor’s, and nothing where patients cannot be asked', async () => {
    expect((await ask('', sender)).code).toBe('FORBIDDEN');
    desk.down.add('patients');
    expect((await ask()).code).toBe('UNAVAILABLE');
    desk.down.delete('patients');
  });
});
