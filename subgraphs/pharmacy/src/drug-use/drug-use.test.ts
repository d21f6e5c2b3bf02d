import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { DrugCategory } from '../drug/drug.entity';
import { DrugVersion } from '../drug/drug-version.entity';
import { aDispensing, aDispensingLine, aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  lead,
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
  township,
} from '../testing/shortage-desk';
import type { EssentialDrugUse } from './drug-use.view';

/** The first moment of June in Shanghai. */
const june = new Date('2026-05-31T16:00:00Z');
const may = new Date(june.getTime() - 1);
const july = new Date('2026-06-30T16:00:00Z');
let visits = 0;
function visit(institutionId: string, at: Date, lines: readonly (readonly [number, number])[]) {
  visits += 1;
  const id = `visit-${visits}`;
  return [
    aDispensing({ id, institutionId, at }),
    ...lines.map(([serial, quantity], place) =>
      aDispensingLine({
        ...{ dispensingId: id, position: place + 1, quantity },
        drugCode: drugCode(serial),
      }),
    ),
  ];
}
const other = { essential: false, price: 0.1 };
const rows = [
  aDrug({ code: drugCode(2), ...other }),
  aDrug({ code: drugCode(3), ...other, price: null }),
  aDrug({ code: drugCode(4), ...other, category: DrugCategory.TCM_PIECE, atc: null }),
  aDrug({ code: drugCode(5), atc: 'N05AX08', price: 2 }),
  aDrug({ code: drugCode(6), atc: 'J05AR10', price: 3 }),
  ...visit('village-dongpu-1', june, [
    [1, 2],
    [2, 3],
  ]),
  ...visit('village-dongpu-1', new Date(july.getTime() - 1), [
    [1, 1],
    [1, 1],
    [4, 9],
  ]),
  ...visit('village-dongpu-1', may, [[1, 1]]),
  ...visit('village-dongpu-1', july, [[3, 1]]),
  ...visit('people-hospital', june, [
    [1, 1],
    [5, 4],
    [6, 1],
    [3, 7],
    [2, 1],
  ]),
  ...visit('city-hospital', june, [[1, 500]]),
];
/** Three versions that begin in March 2025, the last not counted among essential drugs. */
const [first, second, third] = [
  aDrug({ code: drugCode(7), price: 10, effectiveFrom: '2025-03-05' }),
  aDrug({ code: drugCode(7), price: 20, effectiveFrom: '2025-03-10', essential: false }),
  aDrug({ code: drugCode(7), price: 30, effectiveFrom: '2025-03-20', atc: 'J05AR10' }),
] as const;
const piece = { category: DrugCategory.TCM_PIECE };
const versioned = [
  Object.assign(new DrugVersion(), first, { untilEdition: 1 }),
  Object.assign(new DrugVersion(), second, { untilEdition: 3 }),
  Object.assign(third, piece),
  Object.assign(new DrugVersion(), aDrug({ code: drugCode(8), price: 2 }), { untilEdition: 3 }),
  aDrug({ code: drugCode(8), price: 5, effectiveFrom: '2025-03-20', essential: false }),
];
/** Noon of a day, or a moment of it, in Shanghai. */
const on = (day: string, time = '12:00:00.000') => new Date(`${day}T${time}+08:00`);
rows.push(
  ...versioned,
  ...visit('village-dongpu-1', on('2025-02-03'), [[7, 1]]),
  ...visit('village-dongpu-1', on('2025-03-09', '23:59:59.999'), [[7, 100]]),
  ...visit('village-dongpu-1', on('2025-03-10', '00:00:00.000'), [[7, 10_000]]),
  ...visit('village-dongpu-1', on('2025-03-19', '23:59:59.999'), [[8, 1]]),
  ...visit('village-dongpu-1', on('2025-03-20', '00:00:00.000'), [
    [7, 1_000_000],
    [8, 10],
  ]),
  ...visit('village-dongpu-1', on('2025-04-01'), [[8, 1]]),
);
const inJune = 'period: { start: "2026-06-15", end: "2026-06-15" }';

describeOnBothDatabases('the use of drugs', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const essential = (args = inJune, viewer = office) =>
    desk.read(
      viewer,
      `{ essentialDrugUse(${args}) { institution { id } month kinds essentialKinds share amount essentialAmount leastShare belowLeast } }`,
    );
  const most = (args = inJune, viewer = office) =>
    desk.read(viewer, `{ drugUse(${args}) { drug { code } units lines amount } }`);
  const village = { institution: { id: 'village-dongpu-1' }, leastShare: 0.9 };
  const ofVillage = {
    ...{ ...village, month: '2026-06', kinds: 2, essentialKinds: 1, share: 0.5 },
    ...{ amount: 39.5, essentialAmount: 39.2, belowLeast: true },
  };
  const ofPeople = {
    ...{ institution: { id: 'people-hospital' }, month: '2026-06', kinds: 5, essentialKinds: 3 },
    ...{ share: 0.6, amount: 20.9, essentialAmount: 20.8, leastShare: 0.8, belowLeast: true },
  };

  it('tells the share of essential drugs by institution and month of Shanghai', async () => {
    expect(await essential()).toEqual([ofPeople, ofVillage]);
    const whole = 'period: { start: "2026-05-01", end: "2026-07-01" }';
    expect(await essential(`${whole}, institutionId: "village-dongpu-1"`)).toEqual([
      {
        ...{ ...village, month: '2026-05', kinds: 1, essentialKinds: 1, share: 1 },
        ...{ amount: 9.8, essentialAmount: 9.8, belowLeast: false },
      },
      ofVillage,
      {
        ...{ ...village, month: '2026-07', kinds: 1, essentialKinds: 0, share: 0 },
        ...{ amount: 0, essentialAmount: 0, belowLeast: true },
      },
    ]);
  });

  it('tells what was dispensed most, sensitive drugs together and without a name', async () => {
    expect(await most()).toEqual([
      { drug: { code: drugCode(1) }, units: 5, lines: 4, amount: 49 },
      { drug: null, units: 5, lines: 2, amount: 11 },
      { drug: { code: drugCode(4) }, units: 9, lines: 1, amount: 0.9 },
      { drug: { code: drugCode(2) }, units: 4, lines: 2, amount: 0.4 },
      { drug: { code: drugCode(3) }, units: 7, lines: 1, amount: 0 },
    ]);
    expect(await most(`${inJune}, first: 1`, people)).toEqual([
      { drug: null, units: 5, lines: 2, amount: 11 },
    ]);
  });

  it('is that of who is supplied, and of the whole community for who leads it', async () => {
    expect(await essential(inJune, township)).toEqual([ofVillage]);
    expect(await essential(inJune, people)).toEqual([ofPeople]);
    expect(await essential(inJune, lead)).toEqual([ofPeople, ofVillage]);
    for (const viewer of [outsider, aViewer('CLINICIAN')]) {
      expect(await essential(inJune, viewer)).toBe('FORBIDDEN');
      expect(await most(inJune, viewer)).toBe('FORBIDDEN');
    }
  });

  it('is counted by the drugs as they were on the days of dispensing', async () => {
    const spring = 'period: { start: "2025-02-01", end: "2025-04-30" }';
    const counts = (await essential(spring)) as EssentialDrugUse[];
    expect(
      counts.map(({ month, ...one }) => [
        ...[month, one.kinds, one.essentialKinds, one.amount, one.essentialAmount],
      ]),
    ).toEqual([
      ['2025-02', 1, 1, 10, 10],
      ['2025-03', 2, 2, 201_052, 1002],
      ['2025-04', 1, 0, 5, 0],
    ]);
  });

  it('names no drug that is told to be sensitive by now, and counts it by its prices then', async () => {
    expect(await most('period: { start: "2025-03-01", end: "2025-03-31" }')).toEqual([
      { drug: null, units: 1_010_100, lines: 3, amount: 30_201_000 },
      { drug: { code: drugCode(8) }, units: 11, lines: 2, amount: 52 },
    ]);
  });

  it.each([
    'period: { start: "2026-06-02", end: "2026-06-01" }',
    'period: { start: "2024-01-01", end: "2026-01-01" }',
    `${inJune}, institutionId: "city-hospital"`,
  ])('refuses %s', async (args) => {
    expect(await essential(args)).toBe('INVALID_INPUT');
    expect(await most(args)).toBe('INVALID_INPUT');
  });

  it.each([0, 101])('refuses %i drugs', async (first) => {
    expect(await most(`${inJune}, first: ${first}`)).toBe('INVALID_INPUT');
  });

  it('is one statement', async () => {
    for (const ask of [essential, most]) {
      await ask();
      desk.harness.statements.length = 0;
      await ask();
      expect(desk.harness.statements).toHaveLength(1);
    }
  });
});
