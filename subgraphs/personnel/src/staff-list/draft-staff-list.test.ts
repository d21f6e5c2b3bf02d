import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Practitioner } from '../practitioner/practitioner.entity';
import { creditCode, startStaffCounty } from '../testing/staff-county';
import { aStaffList, licensed, staffDesk } from '../testing/staff-desk';
import { StaffListLine } from './staff-list-line.entity';

describeOnBothDatabases('a list of staff that is read', (kind) => {
  let harness: SubgraphHarness;
  const desk = staffDesk(() => harness);
  beforeAll(async () => {
    harness = await startStaffCounty(kind);
  });
  afterAll(() => harness?.stop());

  const everybody = () => harness.database.read.find(Practitioner, { order: { id: 'ASC' } });

  it('tells field by field what it would change, and changes nobody', async () => {
    const before = await everybody();
    const { list, faultCount } = await desk.draft(
      aStaffList(
        licensed('110000009'),
        {
          id: 'moves',
          name: '李四',
          employer: creditCode.toLowerCase(),
          employedSince: '2026-05-01',
        },
        { id: 'leaves', name: '王五', leftOn: '2026-05-31' },
        {
          id: 'rises',
          name: '赵六',
          titleLevel: '副高',
          titleCode: '232',
          titleSince: '2026-05-01',
          specialty: '',
        },
        {
          id: 'risen',
          name: '钱七',
          titleLevel: '副高',
          titleCode: '232',
          titleSince: '2020-01-01',
        },
        { id: 'new', name: '新人', employer: 'people-hospital' },
      ),
    );
    const counts = { added: 1, changed: 3, leaving: 1, unchanged: 1 };
    expect(list).toEqual({ id: list?.id, status: 'DRAFT', ...counts });
    expect(faultCount).toBe(0);
    expect(await desk.differences(list?.id)).toEqual([
      'ADDED new 7',
      'CHANGED moves 3 employer:county-hospital:township-shahe employedSince::2026-05-01',
      'CHANGED practitioner-1 2 licence::PHYSICIAN 2015-07-01',
      'CHANGED rises 5 specialty:内科: titleLevel:INTERMEDIATE:ASSOCIATE_SENIOR titleCode:233:232 titleSince:2015-01-01:2026-05-01',
      'LEFT leaves 4 leftOn::2026-05-31',
    ]);
    expect(await desk.differences(list?.id, '(kind: UNCHANGED)')).toEqual(['UNCHANGED risen 6']);
    expect(await everybody()).toEqual(before);
  });

  it('is one list under one key', async () => {
    const both = await Promise.all([
      desk.draft(aStaffList({}), 'once'),
      desk.draft(aStaffList({}), 'once'),
    ]);
    expect(both[0]?.list).not.toBeNull();
    expect(both[1]?.list).toEqual(both[0]?.list);
    const other = await desk.draft(aStaffList({ specialty: '外科' }), 'once');
    expect(other).toMatchObject({ list: null, code: 'CONFLICT' });
    expect(await desk.draft(aStaffList({}), ' ')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keeps no number of a licence that could be read', async () => {
    await desk.draft(aStaffList(licensed('880000000000')));
    const rows = JSON.stringify(await harness.database.read.find(StaffListLine));
    expect(rows).toContain('sealedNumber');
    expect(rows).not.toContain('880000000000');
  });

  it('is of the people that the viewer manages, and seen where it was read', async () => {
    const { list } = await desk.draft(aStaffList({}));
    for (const at of ['township-dongpu', 'people-hospital']) {
      const viewer = aViewer('PERSONNEL_MANAGER', at);
      const { faults } = await desk.draft(aStaffList({}), 'foreign', viewer);
      expect(faults).toEqual(['2 单位: is none whose people are managed here']);
      const query = 'query ($id: ID!) { staffList(id: $id) { id } staffLists { nodes { id } } }';
      const { data } = await harness.run(viewer, query, { id: list?.id });
      expect(data).toEqual({ staffList: null, staffLists: { nodes: [] } });
      expect(await desk.enact(list?.id, viewer)).toMatchObject({ list: null, code: 'NOT_FOUND' });
    }
    const { code: refused } = await desk.draft(aStaffList({}), 'role', aViewer('ADMIN'));
    expect(refused).toBe('FORBIDDEN');
    const outside = aViewer('PERSONNEL_MANAGER', 'city-hospital');
    expect(await desk.draft(aStaffList({}), 'outside', outside)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await desk.enact(list?.id, outside)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is compared and stored by as many statements as there are batches', async () => {
    const statementsOf = async (count: number) => {
      const rows = Array.from({ length: count }, (_, at) => ({ id: `S${at}` }));
      harness.statements.length = 0;
      expect((await desk.draft(aStaffList(...rows))).list).toMatchObject({ added: count });
      return harness.statements.length;
    };
    const [few, many] = [await statementsOf(500), await statementsOf(1000)];
    // A batch of 500 lines is read by four statements and written by some, however it is split.
    expect(many - few).toBeLessThanOrEqual(8);
  });

  it('comes in pages that lose and double none', async () => {
    const { list } = await desk.draft(
      aStaffList(...[1, 2, 3, 4, 5].map((at) => ({ id: `P${at}` }))),
    );
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const query =
        'query ($id: ID!, $after: String) { staffList(id: $id) { differences(first: 2, after: $after) { nodes { practitionerId } pageInfo { hasNextPage endCursor } } } }';
      const { data } = await harness.run(aViewer('PERSONNEL_MANAGER'), query, {
        id: list?.id,
        after,
      });
      const page = (data as unknown as { staffList: { differences: Page } }).staffList.differences;
      seen.push(...page.nodes.map(({ practitionerId }) => practitionerId));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect(seen).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
  });
});

interface Page {
  readonly nodes: readonly { readonly practitionerId: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
