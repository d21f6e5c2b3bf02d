import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { drugCode } from '../testing/pharmacy.factory';
import {
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
  township,
  village,
} from '../testing/shortage-desk';

describeOnBothDatabases('the minimum of a drug', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind);
  });
  afterAll(() => desk?.stop());

  const set = (input: object, viewer = village) =>
    desk.read(
      viewer,
      'mutation ($input: StockMinimumInput!) { setStockMinimum(input: $input) { minimum quantity institution { id } } }',
      { input: { drugCode: drugCode(1), ...input } },
    );
  const low = async (viewer = village) => {
    const { nodes } = (await desk.read(viewer, '{ lowStock { nodes { minimum } } }')) as {
      nodes: { minimum: number }[];
    };
    return nodes.map(({ minimum }) => minimum);
  };
  const village1 = { institution: { id: 'village-dongpu-1' }, quantity: 0 };

  it('is set, changed and taken away; the last word counts, with who said it', async () => {
    expect(await set({ minimum: 12 })).toEqual({ ...village1, minimum: 12 });
    expect(await low()).toEqual([12]);
    expect(await set({ minimum: 20 })).toEqual({ ...village1, minimum: 20 });
    const stored = await desk.harness.database.read.query(
      'SELECT `minimum`, `minimumBy` FROM `stock_item`',
    );
    expect(stored.map((row: object) => ({ ...row }))).toEqual([
      { minimum: 20, minimumBy: village.name },
    ]);
    expect(await set({ minimum: null })).toEqual({ ...village1, minimum: null });
    expect(await low()).toEqual([]);
  });

  it('is set by who supplies it, too', async () => {
    const input = { institutionId: 'village-dongpu-1', minimum: 7 };
    expect(await set(input, township)).toEqual({ ...village1, minimum: 7 });
    expect(await low(township)).toEqual([7]);
    for (const viewer of [people, outsider])
      expect(await set(input, viewer)).toBe(viewer === outsider ? 'FORBIDDEN' : 'INVALID_INPUT');
  });

  it.each([
    ['nothing', { minimum: 0 }],
    ['more than a shelf holds', { minimum: 1_000_001 }],
    ['a drug that is none', { minimum: 1, drugCode: 'none' }],
    ['an institution outside', { minimum: 1, institutionId: 'city-hospital' }],
  ])('is refused of %s', async (_, input) => {
    expect(await set(input)).toBe('INVALID_INPUT');
  });

  it('is a pharmacist’s to set', async () => {
    for (const viewer of [office, aViewer('CLINICIAN', 'village-dongpu-1')])
      expect(await set({ minimum: 1 }, viewer)).toBe('FORBIDDEN');
  });
});
