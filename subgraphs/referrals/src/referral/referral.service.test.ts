import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aReferral } from '../testing/referral.factory';
import { startReferrals } from '../testing/referrals.harness';
import { ReferralDirection, ReferralStatus } from './referral.entity';

const completed = { status: ReferralStatus.COMPLETED } as const;
const county = 'county-hospital';

const rows = [
  aReferral({ id: 'in-1', patientId: 'p1', createdAt: noonOf('2026-05-01') }),
  aReferral({ id: 'in-2', patientId: 'p2', createdAt: noonOf('2026-05-02') }),
  aReferral({
    id: 'out-1',
    patientId: 'p1',
    direction: ReferralDirection.DOWN,
    ...{ fromInstitutionId: county, toInstitutionId: 'township-dongpu' },
    createdAt: noonOf('2026-05-03'),
  }),
  aReferral({ id: 'same-moment', patientId: 'p2', createdAt: noonOf('2026-05-02') }),
  aReferral({
    id: 'theirs',
    patientId: 'p3',
    toInstitutionId: 'people-hospital',
    createdAt: noonOf('2026-05-04'),
  }),
  aReferral({
    ...{ id: 'their-draft', patientId: 'p4', status: ReferralStatus.DRAFT, submittedAt: null },
    createdAt: noonOf('2026-05-05'),
  }),
  // 90 calendar days before 1 June 2026 is 3 March: its first moment is 2 March, 16:00 UTC.
  aReferral({
    ...{ id: 'just-ended', patientId: 'p5', ...completed },
    ...{ createdAt: noonOf('2026-02-01'), endedAt: new Date('2026-03-02T16:00:00Z') },
  }),
  aReferral({
    ...{ id: 'long-ended', patientId: 'p6', ...completed },
    ...{ createdAt: noonOf('2026-02-02'), endedAt: new Date('2026-03-02T15:59:59.999Z') },
  }),
];
const everyone = Object.fromEntries(['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((id) => [id, {}]));

interface Worklist {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

describeOnBothDatabases('referrals of an institution', (kind) => {
  const officer = aViewer('REFERRAL_OFFICER');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await startReferrals(kind, rows, {
      ask: async <Data>() => ({ accessDecisions: [] }) as Data,
    });
  });
  afterAll(() => harness?.stop());

  const list = async (viewer: Viewer, variables: object = {}, open: object = everyone) => {
    const query =
      'query ($status: ReferralStatus, $direction: ReferralDirection, $first: Int, $after: String) { referrals(status: $status, direction: $direction, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const { data, errors } = await harness.run(viewer, query, { ...variables }, { ...open });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = (data as unknown as { referrals: Worklist }).referrals;
    return { ids: nodes.map(({ id }) => id), ...pageInfo };
  };

  describe('as a worklist', () => {
    it('are what it sent and received, newest first, until the basis ends', async () => {
      const { ids, hasNextPage } = await list(officer);
      expect(ids).toEqual(['out-1', 'same-moment', 'in-2', 'in-1', 'just-ended']);
      expect(hasNextPage).toBe(false);
    });

    it('include its own drafts', async () => {
      const { ids } = await list(aViewer('REFERRAL_OFFICER', 'township-dongpu'));
      expect(ids).toContain('their-draft');
    });

    it('are narrowed by state and direction', async () => {
      expect((await list(officer, { status: 'COMPLETED' })).ids).toEqual(['just-ended']);
      expect((await list(officer, { direction: 'DOWN' })).ids).toEqual(['out-1']);
    });

    it('come in pages that lose and double none', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(officer, { first: 2, after });
        seen.push(...page.ids);
        after = page.hasNextPage ? page.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(['out-1', 'same-moment', 'in-2', 'in-1', 'just-ended']);
    });

    it('leave out those whose patient is closed to the viewer, and go on after them', async () => {
      const page = await list(officer, { first: 2 }, { p1: {} });
      expect(page).toMatchObject({ ids: ['out-1'], hasNextPage: true });
    });

    it('name none they left out in a cursor', async () => {
      const page = await list(officer, { first: 2 }, { p1: {} });
      const all = await list(officer, {}, { p1: {}, p2: {} });
      const cursor = Buffer.from(page.endCursor ?? '', 'base64url').toString();
      expect(cursor).toContain('out-1');
      expect(cursor).not.toContain('same-moment');
      expect(Buffer.from(all.endCursor ?? '', 'base64url').toString()).toContain('in-1');
      const next = await list(officer, { first: 2, after: page.endCursor }, { p1: {} });
      expect(next).toMatchObject({ ids: [], hasNextPage: true });
      const last = await list(officer, { first: 9, after: next.endCursor }, { p1: {} });
      expect(last).toMatchObject({ ids: ['in-1'], hasNextPage: false });
      expect((await list(officer, {}, {})).endCursor).toBeNull();
    });

    it('take two statements however many there are', async () => {
      harness.statements.length = 0;
      await list(officer, { first: 100 });
      expect(harness.statements).toHaveLength(2);
    });

    it('refuse a cursor of another list', async () => {
      const { errors } = await harness.run(
        officer,
        '{ referrals(after: "WyJ4Il0") { nodes { id } } }',
      );
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'after' } }]);
    });
  });

  describe('as a basis', () => {
    const bases = async (institutionId: string, patientIds = Object.keys(everyone)) => {
      const service = aViewer('CLINICIAN', institutionId, { service: 'patients' });
      const query =
        'query ($p: [ID!]!, $i: ID!) { referralBases(patientIds: $p, institutionId: $i) }';
      const { data } = await harness.run(service, query, { p: patientIds, i: institutionId });
      return data?.referralBases;
    };

    it('open the records of both sides, live or ended within 90 days', async () => {
      expect(await bases(county)).toEqual(['p1', 'p2', 'p5']);
      expect(await bases('township-dongpu')).toEqual(['p1', 'p2', 'p3', 'p5']);
    });

    it('open nothing for an institution that had no part', async () => {
      expect(await bases('township-shahe')).toEqual([]);
    });

    it('are asked for in one statement, and in none for nobody', async () => {
      harness.statements.length = 0;
      await bases(county);
      expect(harness.statements).toHaveLength(1);
      expect(await bases(county, [])).toEqual([]);
      expect(harness.statements).toHaveLength(1);
    });

    it('are told to other parts only', async () => {
      const query = '{ referralBases(patientIds: ["p1"], institutionId: "county-hospital") }';
      const { errors } = await harness.run(officer, query);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });
  });

  it('of many patients take one statement a field', async () => {
    harness.statements.length = 0;
    const fields = 'referrals(first: 5) { nodes { id events { at } carePlan { text } } }';
    const { errors } = await harness.ofPatients(aViewer('CLINICIAN'), fields, everyone);
    expect(errors).toBeUndefined();
    expect(harness.statements).toHaveLength(3);
  });
});
