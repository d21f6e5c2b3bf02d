import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Drug } from '../drug/drug.entity';
import { admin, aList, type CatalogueDesk, openCatalogueDesk } from '../testing/catalogue-desk';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { DrugList } from './drug-list.entity';
import { DrugListLine } from './drug-list-line.entity';

describeOnBothDatabases('a list of drugs that is read', (kind) => {
  let desk: CatalogueDesk;
  const catalogue = [
    aDrug(),
    aDrug({ code: drugCode(2), storage: 'COOL' as never }),
    aDrug({ code: drugCode(3), effectiveUntil: '2026-05-01' }),
    aDrug({ code: drugCode(4) }),
  ];
  const pharmacist = aViewer('PHARMACIST', 'county-hospital');

  beforeAll(async () => {
    desk = await openCatalogueDesk(kind, catalogue);
  });
  beforeEach(() => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
  });
  afterAll(() => desk?.stop());

  const counted = async () => [
    await desk.harness.database.read.count(DrugList),
    await desk.harness.database.read.count(DrugListLine),
  ];

  it('tells field by field what it would change, and changes nothing', async () => {
    const text = aList(
      {},
      { code: drugCode(2), price: '12.5', maker: '', tiers: '县级' },
      { code: drugCode(3) },
      { code: drugCode(5) },
    );
    const { list, faultCount } = await desk.draft(text, {}, pharmacist);
    const counts = { added: 2, changed: 1, ended: 0, unchanged: 1 };
    expect(list).toEqual({ id: list?.id, status: 'DRAFT', ...counts });
    expect(faultCount).toBe(0);
    expect(await desk.differences(list?.id)).toEqual([
      `ADDED ${drugCode(3)} 4`,
      `ADDED ${drugCode(5)} 5`,
      `CHANGED ${drugCode(2)} 3 tiers:COUNTY_HOSPITAL TOWNSHIP_HEALTH_CENTER:COUNTY_HOSPITAL maker:示例制药甲有限公司: price:9.8:12.5`,
    ]);
    const stored = await desk.harness.database.read.find(Drug, { order: { code: 'ASC' } });
    expect(stored).toEqual(catalogue);
  });

  it('ends what it does not name, if it is the whole catalogue', async () => {
    const { list } = await desk.draft(aList({}, { code: drugCode(5) }), { whole: true });
    expect(list).toMatchObject({ added: 1, changed: 0, ended: 2, unchanged: 1 });
    expect(await desk.differences(list?.id, '(kind: ENDED)')).toEqual([
      `ENDED ${drugCode(2)} `,
      `ENDED ${drugCode(4)} `,
    ]);
  });

  it('comes in pages that lose and double none', async () => {
    const lines = Array.from({ length: 7 }, (_, at) => ({ code: drugCode(at + 10) }));
    const { list } = await desk.draft(aList(...lines, { price: '1' }));
    const query =
      'query ($id: ID!, $after: String) { drugList(id: $id) { differences(first: 3, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } } }';
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await desk.harness.run(admin, query, { id: list?.id, after });
      const page = (data as unknown as { drugList: { differences: Page } }).drugList.differences;
      seen.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...lines.map(({ code }) => code), drugCode(1)]);
  });

  it('is kept whole or not at all: a bad line is told and nothing kept', async () => {
    const before = await counted();
    const bad = [{ code: 'X1' }, { code: drugCode(6), price: '-1' }];
    const { faultCount, faults, list } = await desk.draft(aList({}, ...bad));
    expect([list, faultCount]).toEqual([null, 2]);
    expect(faults).toMatchObject([
      { line: 3, column: '医保编码' },
      { line: 4, column: '单价' },
    ]);
    expect(await counted()).toEqual(before);
  });

  it('tells of a thousand bad lines and counts the others', async () => {
    const lines = Array.from({ length: 1001 }, () => ({ code: 'X1' }));
    const { faultCount, faults } = await desk.draft(aList(...lines));
    expect([faultCount, faults.length, faults.at(-1)?.line]).toEqual([1001, 1000, 1001]);
  });

  it('is one list under one key, and another under another', async () => {
    const key = { idempotencyKey: 'once' };
    const both = await Promise.all([desk.draft(aList({}), key), desk.draft(aList({}), key)]);
    expect(both[0]?.list).not.toBeNull();
    expect(both[1]?.list).toEqual(both[0]?.list);
    for (const other of [{ effectiveFrom: '2026-07-02' }, { whole: true }])
      expect(await desk.draft(aList({}), { ...key, ...other })).toMatchObject({ code: 'CONFLICT' });
    expect(await desk.draft(aList({ price: '1' }), key)).toMatchObject({ code: 'CONFLICT' });
    expect(await desk.draft(aList({ price: '1' }), { idempotencyKey: ' ' })).toMatchObject({
      ...{ code: 'INVALID_INPUT', message: expect.stringContaining('idempotencyKey') },
    });
  });

  const lastMoment = new Date('2026-06-01T15:59:59.999Z');
  const nextMoment = new Date('2026-06-01T16:00:00Z');
  it.each([
    ['adds, today', { code: drugCode(7) }, lastMoment, '2026-06-01', true],
    ['adds, yesterday', { code: drugCode(7) }, nextMoment, '2026-06-01', false],
    ['changes, tomorrow', { price: '1' }, lastMoment, '2026-06-02', true],
    ['changes, today', { price: '1' }, nextMoment, '2026-06-02', false],
  ])('may count from a day if it %s', async (_what, line, now, effectiveFrom, may) => {
    desk.clock.now = now;
    const before = await counted();
    const { code, list, message } = await desk.draft(aList(line), { effectiveFrom });
    expect(list !== null).toBe(may);
    if (may) return;
    expect(code).toBe('INVALID_INPUT');
    expect(message).toMatch(/^effectiveFrom: must be 2026-06-0\d or later\.$/);
    expect(await counted()).toEqual(before);
  });

  it('is the leading institution’s', async () => {
    for (const viewer of [aViewer('ADMIN', 'township-dongpu'), aViewer('ADMIN', 'city-hospital')]) {
      expect(await desk.draft(aList({}), {}, viewer)).toMatchObject({ code: 'FORBIDDEN' });
      const { errors } = await desk.harness.run(viewer, '{ drugLists { nodes { id } } }');
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const { data } = await desk.harness.run(pharmacist, '{ drugLists(first: 2) { nodes { id } } }');
    expect(data).toMatchObject({ drugLists: { nodes: [{}, {}] } });
  });

  it('is compared and stored by as many statements as there are batches', async () => {
    const statementsOf = async (count: number) => {
      const lines = Array.from({ length: count }, (_, at) => ({ code: drugCode(at + 1) }));
      desk.harness.statements.length = 0;
      const { list } = await desk.draft(aList(...lines));
      expect(list?.added).toBe(count - 3);
      return desk.harness.statements.length;
    };
    const [few, many] = [await statementsOf(500), await statementsOf(20_000)];
    // A batch of 500 lines is read by one statement and written by some, however it is split.
    expect((many - few) / 39).toBeLessThanOrEqual(8);
  });
});

interface Page {
  readonly nodes: readonly { readonly code: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
