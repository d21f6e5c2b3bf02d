import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import fc from 'fast-check';
import { aDrug, aStockBatch, aStockItem, drugCode } from '../testing/pharmacy.factory';
import {
  lead,
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
  township,
  village,
} from '../testing/shortage-desk';

const codes = [1, 2, 3, 4].map(drugCode);
const item = (institutionId: string, serial: number, minimum: number | null = null) =>
  aStockItem({ institutionId, drugCode: drugCode(serial), minimum });
const batch = (institutionId: string, serial: number, expiresOn: string, quantity = 10) =>
  aStockBatch({
    ...{ institutionId, drugCode: drugCode(serial), expiresOn, quantity },
    number: `${serial}-${expiresOn}`,
  });

/** Today is 1 June; what is listed unless asked otherwise expires by 30 August. */
const rows = [
  ...codes.slice(1).map((code) => aDrug({ code })),
  item('village-dongpu-1', 1, 10),
  batch('village-dongpu-1', 1, '2026-05-31', 5),
  batch('village-dongpu-1', 1, '2026-06-01', 9),
  item('village-dongpu-1', 2, 10),
  batch('village-dongpu-1', 2, '2026-08-30'),
  item('village-dongpu-1', 3, 1),
  item('village-dongpu-1', 4),
  item('township-dongpu', 1, 11),
  batch('township-dongpu', 1, '2026-08-31'),
  batch('township-dongpu', 2, '2026-05-01', 0),
  item('township-dongpu', 2, 1),
  item('county-hospital', 1, 100),
  batch('county-hospital', 1, '2027-06-30', 99),
  item('county-hospital', 2, 3),
  batch('county-hospital', 2, '2026-06-01', 3),
  item('people-hospital', 1, 5),
  batch('people-hospital', 1, '2026-07-01', 4),
  item('city-hospital', 1, 5),
  batch('city-hospital', 1, '2026-06-02', 4),
];

interface Page {
  readonly nodes: readonly Record<string, unknown>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothDatabases('the lists of a pharmacy', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const fields = {
    expiringStock: 'institution { id } drug { code } number expiresOn quantity daysLeft',
    lowStock: 'institution { id } drug { code } quantity usable minimum supplier { id }',
  };
  type List = keyof typeof fields;
  const list = async (name: List, args = '', viewer = office) =>
    (await desk.read(
      viewer,
      `{ ${name}${args} { nodes { ${fields[name]} } pageInfo { hasNextPage endCursor } } }`,
    )) as Page;
  const batchesOf = async (args = '', viewer = office) =>
    (await list('expiringStock', args, viewer)).nodes.map(({ number }) => number);
  const lowOf = async (args = '', viewer = office) =>
    (await list('lowStock', args, viewer)).nodes.map(
      ({ institution, drug }) =>
        `${(institution as { id: string }).id} ${codes.indexOf((drug as { code: string }).code) + 1}`,
    );

  it('name what expires in the days the county set, what has expired first', async () => {
    expect((await list('expiringStock')).nodes[0]).toEqual({
      ...{ institution: { id: 'village-dongpu-1' }, drug: { code: drugCode(1) }, daysLeft: -1 },
      ...{ number: '1-2026-05-31', expiresOn: '2026-05-31', quantity: 5 },
    });
    expect(await batchesOf()).toEqual([
      ...['1-2026-05-31', '1-2026-06-01', '2-2026-06-01', '1-2026-07-01', '2-2026-08-30'],
    ]);
  });

  it.each([
    [0, ['1-2026-05-31', '1-2026-06-01', '2-2026-06-01']],
    [29, ['1-2026-05-31', '1-2026-06-01', '2-2026-06-01']],
    [30, ['1-2026-05-31', '1-2026-06-01', '2-2026-06-01', '1-2026-07-01']],
  ])('name what expires in %i days, the last included', async (days, batches) => {
    expect(await batchesOf(`(withinDays: ${days})`)).toEqual(batches);
  });

  it('name drugs of which less is usable than is to be kept', async () => {
    expect(await lowOf()).toEqual([
      ...['county-hospital 1', 'people-hospital 1', 'township-dongpu 1', 'township-dongpu 2'],
      ...['village-dongpu-1 1', 'village-dongpu-1 3'],
    ]);
    const [low] = (await list('lowStock', '', village)).nodes;
    expect(low).toEqual({
      ...{ institution: { id: 'village-dongpu-1' }, drug: { code: drugCode(1) }, quantity: 14 },
      ...{ usable: 9, minimum: 10, supplier: { id: 'township-dongpu' } },
    });
  });

  it.each([
    ['a clinic', village, 3, 2],
    ['a township that supplies it', township, 3, 4],
    ['a hospital that supplies nobody', people, 1, 1],
    ['the county’s central pharmacy', lead, 5, 6],
    ['an office that leads nothing', aViewer('COMMUNITY_OFFICE', 'people-hospital'), 1, 1],
  ] as const)('are those of %s', async (_, viewer, expiring, low) => {
    expect(await batchesOf('', viewer)).toHaveLength(expiring);
    expect(await lowOf('', viewer)).toHaveLength(low);
  });

  it('are those of one institution, where it is asked for', async () => {
    const one = '(institutionId: "village-dongpu-1")';
    expect(await lowOf(one, lead)).toEqual(['village-dongpu-1 1', 'village-dongpu-1 3']);
    expect(await batchesOf(one, lead)).toHaveLength(3);
    for (const name of ['lowStock', 'expiringStock'] as const)
      expect(await list(name, '(institutionId: "county-hospital")', township)).toBe(
        'INVALID_INPUT',
      );
  });

  it('are not for other roles, nor outside the community', async () => {
    for (const viewer of [aViewer('CLINICIAN'), aViewer('AUDITOR'), outsider])
      for (const name of ['lowStock', 'expiringStock'] as const)
        expect(await list(name, '', viewer)).toBe('FORBIDDEN');
  });

  it.each(['withinDays: -1', 'withinDays: 3661', 'first: 0', 'first: 101', 'after: "none"'])(
    'refuse %s',
    async (argument) => {
      expect(await list('expiringStock', `(${argument})`)).toBe('INVALID_INPUT');
      if (!argument.startsWith('within'))
        expect(await list('lowStock', `(${argument})`)).toBe('INVALID_INPUT');
    },
  );

  it('come in pages that hold each once, in one order, whatever their size', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom<List>('expiringStock', 'lowStock'),
      fc.constantFrom(office, lead, township, village, people),
      async (first, name, viewer) => {
        const whole = (await list(name, '(first: 100)', viewer)).nodes;
        const seen: Record<string, unknown>[] = [];
        for (let after = ''; ; ) {
          const { nodes, pageInfo } = await list(name, `(first: ${first}${after})`, viewer);
          seen.push(...nodes);
          if (!pageInfo.hasNextPage) break;
          after = `, after: "${pageInfo.endCursor}"`;
        }
        expect(seen).toEqual(whole);
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  it('ask as many statements for many as for one', async () => {
    for (const name of ['lowStock', 'expiringStock'] as const) {
      const count = async (first: number) => {
        desk.harness.statements.length = 0;
        await list(name, `(first: ${first})`);
        return desk.harness.statements.length;
      };
      await count(100);
      expect(await count(100)).toBe(await count(1));
    }
  });
});
