import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aDrug, aStockBatch, aStockItem, drugCode } from '../testing/pharmacy.factory';
import { startPharmacy } from '../testing/pharmacy.harness';

const dongpu = { institutionId: 'township-dongpu' };
const rows = [
  aDrug(),
  aDrug({ code: drugCode(2), name: '盐酸二甲双胍片', initials: 'ysejsgp' }),
  aDrug({ code: drugCode(3), name: '阿司匹林肠溶片', initials: 'asplcrp' }),
  ...[1, 2, 3].map((serial) => aStockItem({ drugCode: drugCode(serial) })),
  aStockItem(dongpu),
  aStockBatch({ number: 'LATE', expiresOn: '2027-12-31', quantity: 40 }),
  aStockBatch({ number: 'SOON', expiresOn: '2026-09-30', quantity: 5 }),
  aStockBatch({ drugCode: drugCode(2), quantity: 7 }),
  aStockBatch({ ...dongpu, quantity: 3 }),
];

describeOnBothDatabases('the stock of institutions', (kind) => {
  const pharmacist = aViewer('PHARMACIST', 'township-xiling');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await startPharmacy(kind, rows);
  });
  afterAll(() => harness?.stop());

  const stock = async (args: string, fields: string, ids = ['county-hospital']) => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Institution { stock${args} { ${fields} } } } }`;
    const r = ids.map((id) => ({ __typename: 'Institution', id }));
    const { data, errors } = await harness.run(pharmacist, query, { r });
    expect(errors).toBeUndefined();
    return (data as unknown as { _entities: { stock: Record<string, unknown> }[] })._entities.map(
      (one) => one.stock,
    );
  };

  it('names each drug kept, also while there is none of it', async () => {
    expect(await stock('', 'nodes { drug { name } institution { id } quantity }')).toEqual([
      {
        nodes: [
          ['苯磺酸氨氯地平片', 45],
          ['盐酸二甲双胍片', 7],
          ['阿司匹林肠溶片', 0],
        ].map(([name, quantity]) => ({
          ...{ drug: { name }, institution: { id: 'county-hospital' }, quantity },
        })),
      },
    ]);
  });

  it('lists batches, first to expire first', async () => {
    const fields = 'nodes { batches { number expiresOn quantity } }';
    expect(await stock('(first: 1)', fields)).toEqual([
      {
        nodes: [
          {
            batches: [
              { number: 'SOON', expiresOn: '2026-09-30', quantity: 5 },
              { number: 'LATE', expiresOn: '2027-12-31', quantity: 40 },
            ],
          },
        ],
      },
    ]);
  });

  it('is searched like the catalogue', async () => {
    const found = await stock('(search: "yse")', 'nodes { drug { code } }');
    expect(found).toEqual([{ nodes: [{ drug: { code: drugCode(2) } }] }]);
  });

  it('comes in pages', async () => {
    const fields = 'nodes { quantity } pageInfo { hasNextPage endCursor }';
    const [first] = (await stock('(first: 2)', fields)) as {
      pageInfo: { hasNextPage: boolean; endCursor: string };
    }[];
    expect(first?.pageInfo.hasNextPage).toBe(true);
    const next = await stock(`(first: 2, after: "${first?.pageInfo.endCursor}")`, fields);
    expect(next).toMatchObject([{ nodes: [{ quantity: 0 }], pageInfo: { hasNextPage: false } }]);
  });

  it('of many institutions takes one statement a field', async () => {
    const many = ['county-hospital', 'township-dongpu', 'township-shahe'];
    const fields = 'nodes { drug { name } quantity batches { number } }';
    await stock('', fields, many);
    harness.statements.length = 0;
    const answers = await stock('', fields, many);
    expect(answers[1]).toMatchObject({ nodes: [{ quantity: 3 }] });
    expect(answers[2]).toEqual({ nodes: [] });
    expect(harness.statements).toHaveLength(2);
  });
});
