import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import fc from 'fast-check';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
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
const anyMove = fc.record({
  field: fc.constantFrom('receiveStock', 'arrive', 'sendStock', 'adjustStock'),
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

  const take = ({ field, at, other, batch, quantity, less }: AnyMove) => {
    const viewer = aViewer('PHARMACIST', at);
    const said = { drugCode: drugCode(drug), batch };
    if (field === 'sendStock')
      return room.move(field, aTransfer({ ...said, quantity, toInstitutionId: other }), viewer);
    if (field === 'adjustStock') {
      const change = less ? -quantity : quantity;
      return room.move(field, anAdjustment({ ...said, change, reasonCode: 'COUNTED' }), viewer);
    }
    const from = field === 'arrive' ? { fromInstitutionId: other } : {};
    return room.move('receiveStock', aReceipt({ ...said, quantity, ...from }), viewer);
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

  it('is neither made nor lost: received + adjusted = on the shelves + on the way', async () => {
    const property = fc.asyncProperty(
      fc.array(anyMove, { minLength: 20, maxLength: 40 }),
      async (moves) => {
        drug += 1;
        for (const at of members)
          await take({
            ...{ at, other: at, field: 'receiveStock' },
            batch: 'B-1',
            quantity: 9,
            less: false,
          });
        const outcomes = await Promise.all(moves.map((one) => insist(() => take(one))));
        for (const { code } of outcomes)
          expect([undefined, 'CONFLICT', 'INVALID_INPUT']).toContain(code);
        const came = await sumOf(
          "SUM(`change`) AS `units` FROM `stock_movement` WHERE `kind` IN ('RECEIVED', 'ADJUSTED')",
        );
        const shelves = await sumOf('SUM(`quantity`) AS `units` FROM `stock_batch` WHERE 1 = 1');
        const way = await sumOf('SUM(`quantity`) AS `units` FROM `stock_in_transit` WHERE 1 = 1');
        for (const batch of ['B-1', 'B-2'])
          expect((shelves.get(batch) ?? 0) + (way.get(batch) ?? 0)).toBe(came.get(batch) ?? 0);
      },
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
    expect((await room.verify()).faults).toEqual([]);
  });
});
