import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { DrugCategory } from '../drug/drug.entity';
import { aDispensing, aDispensingLine, aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
} from '../testing/shortage-desk';

/** The first and the last moment of May in Shanghai. */
const may = new Date('2026-04-30T16:00:00Z');
const endOfMay = new Date('2026-05-31T15:59:59.999Z');
const visit = (id: string, institutionId: string, at: Date, serial: number, quantity: number) => [
  aDispensing({ id, institutionId, at }),
  aDispensingLine({ dispensingId: id, position: 1, quantity, drugCode: drugCode(serial) }),
];
const rows = [
  aDrug({ code: drugCode(2), category: DrugCategory.HOSPITAL_PREPARATION, price: 3 }),
  aDrug({ code: drugCode(3), category: DrugCategory.TCM_PIECE, atc: null, price: 50 }),
  aDrug({ code: drugCode(4), price: null }),
  ...visit('first', 'people-hospital', may, 1, 10),
  ...visit('prepared', 'people-hospital', endOfMay, 2, 4),
  ...visit('pieces', 'people-hospital', may, 3, 100),
  ...visit('priceless', 'people-hospital', may, 4, 100),
  ...visit('april', 'people-hospital', new Date(may.getTime() - 1), 1, 1000),
  ...visit('outside', 'city-hospital', may, 1, 500),
];
const peopleOffice = aViewer('COMMUNITY_OFFICE', 'people-hospital');
const inMay = 'period: { start: "2026-05-15", end: "2026-05-15" }';

/** It is the first of June. */
describeOnBothDatabases('the share of drugs in what is taken in', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const state = (input: object, viewer = peopleOffice) =>
    desk.read(
      viewer,
      'mutation ($input: RevenueInput!) { stateRevenue(input: $input) { month amount version institution { id } } }',
      { input: { month: '2026-05', amount: 1100, ...input } },
    );
  const shares = (args = inMay, viewer = office) =>
    desk.read(
      viewer,
      `{ drugRevenueShare(${args}) { institution { id } month drugAmount share revenue { amount version } } }`,
    );
  const atPeople = { institution: { id: 'people-hospital' }, month: '2026-05', drugAmount: 110 };
  const stated = { institution: { id: 'people-hospital' }, month: '2026-05', amount: 1100 };

  it('is not told before the revenue is stated, and then without pieces', async () => {
    expect(await shares()).toEqual([{ ...atPeople, share: null, revenue: null }]);
    expect(await state({})).toEqual({ ...stated, version: 1 });
    const revenue = { amount: 1100, version: 1 };
    expect(await shares()).toEqual([{ ...atPeople, share: 0.1, revenue }]);
    expect(await shares(inMay, people)).toEqual([{ ...atPeople, share: 0.1, revenue }]);
  });

  it('goes by a statement that is made once, and corrected by its version', async () => {
    expect(await state({})).toEqual({ ...stated, version: 1 });
    expect(await state({ amount: 900 })).toBe('CONFLICT');
    const corrections = [200, 300, 400].map((amount) => state({ amount, replaces: 1 }));
    const outcomes = await Promise.all(corrections);
    expect(outcomes.filter((one) => one === 'CONFLICT')).toHaveLength(2);
    const [held] = outcomes.filter((one) => one !== 'CONFLICT');
    expect(await state({ amount: 1100, replaces: 2 })).toMatchObject({ version: 3 });
    expect(held).toMatchObject({ version: 2 });
  });

  it('holds one of two that are stated at once', async () => {
    const outcomes = await Promise.all([
      state({ month: '2026-03', amount: 1 }),
      state({ month: '2026-03', amount: 2 }),
    ]);
    expect(outcomes.filter((one) => one === 'CONFLICT')).toHaveLength(1);
  });

  it('shows a month in which nothing was taken in, or dispensed', async () => {
    await state({ month: '2025-02', amount: 0 });
    await state({ month: '2025-03', amount: 12.34 });
    const none = { institution: { id: 'people-hospital' }, drugAmount: 0 };
    expect(await shares('period: { start: "2025-02-01", end: "2025-03-31" }')).toEqual([
      { ...none, month: '2025-02', share: null, revenue: { amount: 0, version: 1 } },
      { ...none, month: '2025-03', share: 0, revenue: { amount: 12.34, version: 1 } },
    ]);
  });

  it('is stated by the office of the institution, and of the leading one for its members', async () => {
    const april = { month: '2026-04', institutionId: 'people-hospital' };
    expect(await state(april, office)).toMatchObject({ version: 1 });
    const elsewhere = { ...april, institutionId: 'county-hospital' };
    expect(await state(elsewhere)).toBe('INVALID_INPUT');
    expect(await state({ ...april, institutionId: 'city-hospital' }, office)).toBe('INVALID_INPUT');
    for (const viewer of [people, outsider, aViewer('COMMUNITY_OFFICE', 'city-hospital')])
      expect(await state(april, viewer)).toBe('FORBIDDEN');
  });

  it.each([
    ['a month that is not over', { month: '2026-06' }],
    ['no month', { month: '2026-13' }],
    ['less than nothing', { amount: -0.01 }],
    ['parts of a cent', { amount: 0.001 }],
    ['more than any takes in', { amount: 10_000_000_000.01 }],
    ['a correction of nothing', { month: '2024-01', replaces: 1 }],
  ])('refuses %s', async (_, input) => {
    expect(await state(input)).toBe('INVALID_INPUT');
  });

  it('is two statements', async () => {
    await shares();
    desk.harness.statements.length = 0;
    await shares();
    expect(desk.harness.statements).toHaveLength(2);
  });
});
