import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { city, memberOffice, office, outwardClient } from '../testing/outward.client';
import { openReferralDesk, type ReferralDesk, senderOfficer } from '../testing/referral-desk';

interface Paged {
  readonly nodes: readonly { readonly referralId: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothDatabases('the register of outward referrals', (kind) => {
  let desk: ReferralDesk;
  let client: ReturnType<typeof outwardClient>;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
    client = outwardClient(desk);
    for (let slip = 0; slip < 3; slip += 1) await client.submitted();
    await client.refuse(await client.submitted({ urgency: 'EMERGENCY' }));
  });
  afterAll(() => desk?.stop());

  it('stands for the leading office and its sender, newest first in whole pages', async () => {
    const all = await client.registered(office, '(first: 100)');
    expect(all.length).toBe(client.count());
    expect(await client.registered(senderOfficer, '(first: 100)')).toEqual(all);
    expect(await client.registered(memberOffice, '(first: 100)')).toEqual(all);
    expect(await client.registered(city)).toEqual([]);
    expect(await client.registered(aViewer('REFERRAL_OFFICER', 'people-hospital'))).toEqual([]);
  });

  it('is found by sender, reason, decision and day', async () => {
    const narrowed = async (asked: string) =>
      (await client.registered(office, `(${asked}, first: 100)`)).length;
    expect(await narrowed('institutionId: "people-hospital"')).toBe(0);
    expect(await narrowed('institutionId: "not of ours"')).toBe(0);
    expect(await narrowed('reasonCode: "O02"')).toBe(0);
    expect(await narrowed('approval: REFUSED_AFTERWARDS')).toBe(1);
    expect(await narrowed('period: { start: "2026-06-01", end: "2026-06-01" }')).toBe(
      client.count(),
    );
    expect(await narrowed('period: { start: "2026-06-02", end: "2026-06-03" }')).toBe(0);
  });

  it('tells no disease that is sensitive', async () => {
    const id = await client.submitted({
      diagnoses: [{ system: 'ICD-10', code: 'B20.0', display: '人类免疫缺陷病毒病' }],
    });
    const row = (await client.registered(office, '(first: 100)')).find(
      (one) => one.referralId === id,
    );
    expect(row).toMatchObject({ disease: null });
  });

  it('comes in pages that lose and double none', async () => {
    const all = (await client.registered(office, '(first: 100)')).map((row) => row.referralId);
    const seen: string[] = [];
    let after = '';
    do {
      const query = `{ outwardReferrals(first: 2${after}) { nodes { referralId } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await desk.harness.run(office, query);
      const page = (data as unknown as { outwardReferrals: Paged }).outwardReferrals;
      seen.push(...page.nodes.map(({ referralId }) => referralId));
      const { endCursor, hasNextPage } = page.pageInfo;
      after = hasNextPage ? `, after: "${endCursor}"` : '';
    } while (after !== '');
    expect(seen).toEqual(all);
  });

  it('takes one statement', async () => {
    desk.harness.statements.length = 0;
    await client.registered(office, '(first: 100)');
    expect(desk.harness.statements).toHaveLength(1);
  });
});
