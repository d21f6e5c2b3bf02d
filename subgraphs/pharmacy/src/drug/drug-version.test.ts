import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aSheetInput, type Dispensary, doctor, openDispensary } from '../testing/dispensary';
import {
  aDispensing,
  aDispensingLine,
  aDrug,
  aPrescription,
  aPrescriptionItem,
  drugCode,
} from '../testing/pharmacy.factory';
import { startPharmacy } from '../testing/pharmacy.harness';
import {
  anAdjustment,
  aReceipt,
  aTransfer,
  openStockRoom,
  type StockRoom,
} from '../testing/stock-room';
import type { Drug } from './drug.entity';
import { notInForce, versionOn } from './drug-version';
import { DrugVersion } from './drug-version.entity';

const aVersion = (overrides: Partial<Drug>) =>
  Object.assign(new DrugVersion(), aDrug(), { untilEdition: 1, ...overrides });

describe('a drug', () => {
  const versions = [
    aDrug({ effectiveFrom: '2026-03-10', effectiveUntil: '2026-03-20' }),
    aDrug({ effectiveFrom: '2026-01-01', effectiveUntil: '2026-02-28' }),
  ];
  it.each([
    ['before its first version', '2025-12-31', '2026-01-01'],
    ['on the first day of it', '2026-01-01', '2026-01-01'],
    ['between two', '2026-03-09', '2026-01-01'],
    ['on the first day of the next', '2026-03-10', '2026-03-10'],
    ['after the last', '2026-03-21', '2026-03-10'],
  ])('counts %s as the version that had begun last', (_when, day, from) => {
    expect(versionOn(versions, day)?.effectiveFrom).toBe(from);
  });
});

describe('a drug that a withdrawn list would have added', () => {
  const never = aDrug({ effectiveFrom: '2026-07-01', effectiveUntil: '2026-06-30' });
  it.each(['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02'])(
    'is not prescribed on %s',
    (day) => {
      expect(notInForce(never, day)).toContain('was withdrawn');
    },
  );
});

/** Version 1 until 31 May in Shanghai, version 2 from 1 June on. */
const twoVersions = [
  aVersion({ name: '旧名片', initials: 'jmp', strength: '5mg', effectiveUntil: '2026-05-31' }),
  aDrug({ name: '新名片', initials: 'xmp', strength: '10mg', effectiveFrom: '2026-06-01' }),
];

describeOnBothDatabases('a drug with two versions', (kind) => {
  const viewer = aViewer('PHARMACIST');
  const clock = { now: new Date() };
  let harness: SubgraphHarness;
  const lastMoment = new Date('2026-05-31T15:59:59.999Z');
  const firstMoment = new Date('2026-05-31T16:00:00Z');

  beforeAll(async () => {
    const sheetOf = (id: string, issuedAt: Date) => [
      aPrescription({ id, issuedAt }),
      aPrescriptionItem({ prescriptionId: id }),
      aDispensing({ id: `d-${id}`, prescriptionId: id, at: firstMoment }),
      aDispensingLine({ dispensingId: `d-${id}` }),
    ];
    const sheets = [...sheetOf('before', lastMoment), ...sheetOf('after', firstMoment)];
    const rows = [...twoVersions, ...sheets];
    harness = await startPharmacy(kind, rows, { now: () => clock.now });
  });
  afterAll(() => harness?.stop());

  const found = async (search: string) => {
    const query = 'query ($s: String) { drugs(search: $s) { nodes { strength } } }';
    const { data } = await harness.run(viewer, query, { s: search });
    return (data as unknown as { drugs: { nodes: { strength: string }[] } }).drugs.nodes;
  };

  it.each([
    ['the old one on its last moment', lastMoment, '旧名', 'xmp', '5mg'],
    ['the new one from its first', firstMoment, '新名', 'jmp', '10mg'],
  ])('is %s, to who looks it up and who searches', async (_what, at, name, other, strength) => {
    clock.now = at;
    expect(await found(name)).toEqual([{ strength }]);
    expect(await found(other)).toEqual([]);
    const query = 'query ($code: ID!) { drug(code: $code) { strength } }';
    const { data } = await harness.run(viewer, query, { code: drugCode(1) });
    expect(data).toEqual({ drug: { strength } });
  });

  it('is on a sheet as it was when that was issued, and on a visit as it was then', async () => {
    clock.now = firstMoment;
    const query =
      'query ($id: ID!) { prescription(id: $id) { items { drug { strength } } dispensings { lines { drug { strength } } } } }';
    const shown = async (id: string) =>
      (await harness.run(viewer, query, { id }, { 'patient-1': {} })).data?.prescription;
    const dispensings = [{ lines: [{ drug: { strength: '10mg' } }] }];
    expect(await shown('before')).toEqual({ items: [{ drug: { strength: '5mg' } }], dispensings });
    expect(await shown('after')).toEqual({ items: [{ drug: { strength: '10mg' } }], dispensings });
  });
});

describeOnBothDatabases('prescribing', (kind) => {
  let dispensary: Dispensary;
  beforeAll(async () => {
    const ends = aDrug({ code: drugCode(2), atc: 'A02BC01', effectiveUntil: '2026-05-31' });
    const begins = aDrug({ code: drugCode(3), atc: 'A10BA02', effectiveFrom: '2026-06-01' });
    dispensary = await openDispensary(kind, [ends, begins]);
  });
  afterAll(() => dispensary?.stop());

  const at = async (time: string, serial: number) => {
    dispensary.clock.now = new Date(`${time}+08:00`);
    const items = [{ drugCode: drugCode(serial), dosage: '每日一次', days: 7, quantity: 1 }];
    const query =
      'mutation ($input: PrescriptionInput!) { issuePrescription(input: $input) { id } }';
    const { harness } = dispensary;
    const open = { 'patient-1': {} };
    const { errors } = await harness.run(doctor, query, { input: aSheetInput({ items }) }, open);
    return errors?.[0];
  };

  it.each([
    ['2026-05-31T23:59:59.999', 2, undefined],
    ['2026-06-01T00:00:00.000', 2, '2026-05-31 was the last day'],
    ['2026-05-31T23:59:59.999', 3, 'enters the catalogue on 2026-06-01'],
    ['2026-06-01T00:00:00.000', 3, undefined],
  ])(
    'at %s drug %i of a list is refused by its day, if not in force',
    async (time, serial, words) => {
      const error = await at(time, serial);
      if (words === undefined) expect(error).toBeUndefined();
      else {
        expect(error?.extensions).toMatchObject({
          code: 'INVALID_INPUT',
          field: 'items[0].drugCode',
        });
        expect(error?.message).toContain(words);
      }
    },
  );
});

describeOnBothDatabases('the stock of a drug that left the catalogue', (kind) => {
  let room: StockRoom;
  const code = drugCode(2);
  beforeAll(async () => {
    room = await openStockRoom(kind, [aDrug({ code, effectiveUntil: '2026-05-31' })]);
  });
  afterAll(() => room?.stop());

  it('is received, sent and adjusted as before', async () => {
    const of = { drugCode: code };
    expect((await room.move('receiveStock', aReceipt(of))).item).toMatchObject({ quantity: 30 });
    expect((await room.move('sendStock', aTransfer(of))).item).toMatchObject({ quantity: 20 });
    expect((await room.move('adjustStock', anAdjustment(of))).item).toMatchObject({ quantity: 19 });
  });
});
