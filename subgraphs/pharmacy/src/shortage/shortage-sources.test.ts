import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aDrug, aStockBatch, aStockItem, drugCode } from '../testing/pharmacy.factory';
import { aShortage, openShortageDesk, type ShortageDesk, township } from '../testing/shortage-desk';
import { ShortageStatus } from './shortage.entity';

const at = (
  institutionId: string,
  serial: number,
  batch: object,
  minimum: number | null = null,
) => [
  aStockItem({ institutionId, drugCode: drugCode(serial), minimum }),
  aStockBatch({ institutionId, drugCode: drugCode(serial), ...batch }),
];
const wants = (serial: number, quantity: number, overrides: object = {}) =>
  aShortage({
    id: `wants-${serial}-${quantity}`,
    drugCode: drugCode(serial),
    quantity,
    ...overrides,
  });

/** Today is 1 June; a source's batches last thirty days, until 1 July. */
const rows = [
  ...[2, 3, 4].map((serial) => aDrug({ code: drugCode(serial) })),
  ...at('county-hospital', 1, { quantity: 100 }),
  ...at('people-hospital', 1, { quantity: 500 }),
  ...at('township-dongpu', 1, { quantity: 30 }, 20),
  ...at('village-dongpu-1', 1, { quantity: 900 }),
  ...at('city-hospital', 1, { quantity: 900 }),
  ...at('county-hospital', 2, { quantity: 10, expiresOn: '2026-07-01' }),
  ...at('people-hospital', 2, { quantity: 10, expiresOn: '2026-06-30' }),
  wants(1, 10),
  wants(1, 11),
  wants(1, 101),
  wants(1, 501),
  wants(1, 9, { status: ShortageStatus.DISPATCHED }),
  wants(1, 8, { institutionId: 'township-dongpu' }),
  wants(2, 10),
  wants(3, 1),
  wants(4, 1, { drugCode: null, drugText: '无目录药' }),
];

describeOnBothDatabases('the sources suggested for a shortage', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  it.each([
    [
      'nearest first, if they keep their minimum',
      'wants-1-10',
      ['township-dongpu', 'county-hospital', 'people-hospital'],
    ],
    ['not those that would fall below it', 'wants-1-11', ['county-hospital', 'people-hospital']],
    ['not those with less', 'wants-1-101', ['people-hospital']],
    ['none where nobody has so much', 'wants-1-501', []],
    ['none once it is on its way', 'wants-1-9', []],
    [
      'not who lacks it; of those as near who supplies it first',
      'wants-1-8',
      ['county-hospital', 'village-dongpu-1', 'people-hospital'],
    ],
    ['only batches that last', 'wants-2-10', ['county-hospital']],
    ['none of a drug nobody has', 'wants-3-1', []],
    ['none of a text', 'wants-4-1', []],
  ])('are %s', async (_, id, sources) => {
    const query = '{ shortages { nodes { id suggestedSources { institution { id } } } } }';
    const { nodes } = (await desk.read(township, query)) as {
      nodes: { id: string; suggestedSources: { institution: { id: string } }[] }[];
    };
    const found = nodes.find((one) => one.id === id)?.suggestedSources;
    expect(found?.map(({ institution }) => institution.id)).toEqual(sources);
  });
});
