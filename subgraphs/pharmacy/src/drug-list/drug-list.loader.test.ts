import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { admin, aList, type CatalogueDesk, openCatalogueDesk } from '../testing/catalogue-desk';
import { aDrug } from '../testing/pharmacy.factory';

describeOnBothDatabases('the lists that were read', (kind) => {
  let desk: CatalogueDesk;
  const ids: string[] = [];

  beforeAll(async () => {
    desk = await openCatalogueDesk(kind, [aDrug()]);
    // Two of each moment: their order must be one all the same.
    for (const hour of [1, 1, 2, 2, 3]) {
      desk.clock.now = new Date(`2026-06-01T0${hour}:00:00Z`);
      ids.push((await desk.draft(aList({ price: String(hour) }))).list?.id ?? '');
    }
  });
  afterAll(() => desk?.stop());

  it('come newest first, in pages that lose and double none', async () => {
    const query =
      'query ($after: String) { drugLists(first: 2, after: $after) { nodes { id createdAt } pageInfo { hasNextPage endCursor } } }';
    const seen: Shown[] = [];
    let after: string | null = null;
    do {
      const { data } = await desk.harness.run(admin, query, { after });
      const { drugLists } = data as unknown as { drugLists: Page };
      seen.push(...drugLists.nodes);
      after = drugLists.pageInfo.hasNextPage ? drugLists.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.map(({ createdAt }) => createdAt.slice(11, 13))).toEqual([
      ...['11', '10', '10', '09', '09'],
    ]);
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it('are told one by one, and null for one that is none', async () => {
    const query = 'query ($id: ID!) { drugList(id: $id) { id createdBy enactedAt enactedBy } }';
    const shown = async (id: string | undefined) =>
      (await desk.harness.run(admin, query, { id })).data;
    const drugList = { id: ids[0], createdBy: admin.name, enactedAt: null, enactedBy: null };
    expect(await shown(ids[0])).toEqual({ drugList });
    expect(await shown('none')).toEqual({ drugList: null });
  });
});

interface Shown {
  readonly id: string;
  readonly createdAt: string;
}
interface Page {
  readonly nodes: readonly Shown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
