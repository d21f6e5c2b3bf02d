import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import fc from 'fast-check';
import { PrescriptionStatus } from '../prescription/prescription.entity';
import { aDrug, aPrescription, aPrescriptionItem, drugCode } from '../testing/pharmacy.factory';
import {
  anAdjustment,
  aReceipt,
  aTransfer,
  insist,
  openStockRoom,
  type StockRoom,
} from '../testing/stock-room';

const runs = 6;
const members = ['county-hospital', 'township-dongpu', 'village-dongpu-1'];
/** Sheets of ten units each that may be filled, and cancelled. */
const mostSheets = 4;
const prescribed = 10;
const open = { 'patient-1': {} };
const doctor = aViewer('CLINICIAN', 'county-hospital');

const anyMove = fc.record({
  field: fc.constantFrom(
    ...(['receiveStock', 'arrive', 'sendStock', 'adjustStock', 'dispense', 'cancel'] as const),
  ),
  sheet: fc.nat(mostSheets - 1),
  at: fc.constantFrom(...members),
  other: fc.constantFrom(...members),
  batch: fc.constantFrom('B-1', 'B-2'),
  quantity: fc.integer({ min: 1, max: 9 }),
  less: fc.boolean(),
});
type AnyMove = typeof anyMove extends fc.Arbitrary<infer Move> ? Move : never;

describeOnBothDatabases('stock that moves everywhere at once', (kind) => {
  let room: StockRoom;
  let drug = 1;
  beforeAll(async () => {
    room = await openStockRoom(
      kind,
      Array.from({ length: 40 }, (_, at) => aDrug({ code: drugCode(at + 2) })),
    );
  });
  afterAll(() => room?.stop());

  const sheetId = (sheet: number) => `sheet-${drug}-${sheet}`;
  /** What is asked of a sheet, as often as it takes under one key. */
  const askSheet = async (viewer: Viewer, field: string) => {
    const { errors } = await room.harness.run(viewer, `mutation { ${field} { id } }`, {}, open);
    return { code: errors?.[0]?.extensions?.code };
  };
  const prescribe = () =>
    room.harness.database.transaction((manager) =>
      manager.save(
        Array.from({ length: mostSheets }, (_, at) => [
          aPrescription({
            ...{ id: sheetId(at), status: PrescriptionStatus.APPROVED },
            validUntil: new Date('2026-06-01T15:59:59.999Z'),
          }),
          aPrescriptionItem({
            ...{ prescriptionId: sheetId(at), drugCode: drugCode(drug), quantity: prescribed },
          }),
        ]).flat(),
      ),
    );

  let visits = 0;
  const take = ({ field, at, other, batch, quantity, less, sheet }: AnyMove) => {
    const viewer = aViewer('PHARMACIST', at);
    const id = sheetId(sheet);
    if (field === 'cancel')
      return () => askSheet(doctor, `cancelPrescription(id: "${id}", reason: "停药")`);
    if (field === 'dispense') {
      visits += 1;
      const line = `{ drugCode: "${drugCode(drug)}", quantity: ${quantity} }`;
      const asked = `dispensePrescription(id: "${id}", lines: [${line}], idempotencyKey: "visit-${visits}")`;
      return () => askSheet(viewer, asked);
    }
    const said = { drugCode: drugCode(drug), batch };
    if (field === 'sendStock') {
      const input = aTransfer({ ...said, quantity, toInstitutionId: other });
      return () => room.move(field, input, viewer);
    }
    if (field === 'adjustStock') {
      const change = less ? -quantity : quantity;
      const input = anAdjustment({ ...said, change, reasonCode: 'COUNTED' });
      return () => room.move(field, input, viewer);
    }
    const from = field === 'arrive' ? { fromInstitutionId: other } : {};
    const input = aReceipt({ ...said, quantity, ...from });
    return () => room.move('receiveStock', input, viewer);
  };

  /** Units by batch, as a query of the tables sums them. */
  const sumOf = async (sql: string) => {
    const rows: { number: string; units: number | string }[] =
      await room.harness.database.read.query(
        `SELECT \`number\`, ${sql} AND \`drugCode\` = ? GROUP BY \`number\``,
        [drugCode(drug)],
      );
    return new Map(rows.map(({ number, units }) => [number, Number(units)]));
  };

  /** What left for sheets stands on them, on none more than prescribed, and on none that was cancelled. */
  const checkSheets = async (units: number) => {
    const rows: { status: string; dispensed: number; lines: number | string | null }[] =
      await room.harness.database.read.query(
        'SELECT p.`status` AS `status`, i.`dispensed` AS `dispensed`, (SELECT SUM(l.`quantity`) FROM `dispensing` d JOIN `dispensing_line` l ON l.`dispensingId` = d.`id` WHERE d.`prescriptionId` = p.`id`) AS `lines` FROM `prescription` p JOIN `prescription_item` i ON i.`prescriptionId` = p.`id` WHERE i.`drugCode` = ?',
        [drugCode(drug)],
      );
    expect(rows).toHaveLength(mostSheets);
    expect(rows.reduce((total, { dispensed }) => total + dispensed, 0)).toBe(units);
    for (const { dispensed, lines, status } of rows) {
      expect(Number(lines ?? 0)).toBe(dispensed);
      const states =
        dispensed === 0
          ? ['APPROVED', 'CANCELLED']
          : [dispensed === prescribed ? 'DISPENSED' : 'PARTLY_DISPENSED'];
      expect(states).toContain(status);
    }
  };

  it('is neither made nor lost: received + adjusted = on the shelves + on the way + handed out', async () => {
    const property = fc.asyncProperty(
      fc.array(anyMove, { minLength: 20, maxLength: 40 }),
      async (moves) => {
        drug += 1;
        await prescribe();
        for (const at of members)
          await take({
            ...{ at, other: at, field: 'receiveStock', batch: 'B-1' },
            ...{ quantity: 9, less: false, sheet: 0 },
          })();
        const outcomes = await Promise.all(moves.map((one) => insist(take(one))));
        for (const { code } of outcomes)
          expect([undefined, 'CONFLICT', 'INVALID_INPUT']).toContain(code);
        const came = await sumOf(
          "SUM(`change`) AS `units` FROM `stock_movement` WHERE `kind` IN ('RECEIVED', 'ADJUSTED')",
        );
        const shelves = await sumOf('SUM(`quantity`) AS `units` FROM `stock_batch` WHERE 1 = 1');
        const way = await sumOf('SUM(`quantity`) AS `units` FROM `stock_in_transit` WHERE 1 = 1');
        const left = await sumOf(
          "-SUM(`change`) AS `units` FROM `stock_movement` WHERE `kind` = 'DISPENSED'",
        );
        const at = (batch: string, ...sums: ReadonlyMap<string, number>[]) =>
          sums.reduce((total, sum) => total + (sum.get(batch) ?? 0), 0);
        for (const batch of ['B-1', 'B-2'])
          expect(at(batch, shelves, way, left)).toBe(at(batch, came));
        await checkSheets(at('B-1', left) + at('B-2', left));
      },
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
    expect((await room.verify()).faults).toEqual([]);
  });
});
