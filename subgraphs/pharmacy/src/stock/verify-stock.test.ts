import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { aReceipt, aTransfer, openStockRoom, type StockRoom } from '../testing/stock-room';

describeOnBothDatabases('the check of the stock', (kind) => {
  let room: StockRoom;
  let drug = 1;
  beforeAll(async () => {
    room = await openStockRoom(
      kind,
      Array.from({ length: 10 }, (_, at) => aDrug({ code: drugCode(at + 2) })),
    );
  });
  afterAll(() => room?.stop());

  const change = (sql: string) =>
    room.harness.database.transaction((manager) => manager.query(sql));
  const here = (more = '') =>
    `WHERE \`institutionId\` = 'county-hospital' AND \`drugCode\` = '${drugCode(drug)}'${more}`;

  beforeEach(async () => {
    for (const table of ['stock_movement', 'stock_batch', 'stock_in_transit'])
      await change(`DELETE FROM \`${table}\` WHERE 1 = 1`);
    drug += 1;
    const said = { drugCode: drugCode(drug) };
    for (const quantity of [5, 6]) await room.move('receiveStock', aReceipt({ ...said, quantity }));
    await room.move('sendStock', aTransfer({ ...said, quantity: 3 }));
  });

  it('finds what the log says', async () => {
    expect(await room.verify()).toEqual({ batches: 1, movements: 3, faults: [] });
  });

  it.each([
    [
      'a shelf that was changed',
      () => `UPDATE \`stock_batch\` SET \`quantity\` = 9 ${here()}`,
      '9 units lie there, by the log 8',
    ],
    [
      'a movement that was changed',
      () => `UPDATE \`stock_movement\` SET \`change\` = 7 ${here(' AND `step` = 2')}`,
      'the balance after movement 2 does not follow',
    ],
    [
      'a movement that was removed',
      () => `DELETE FROM \`stock_movement\` ${here(' AND `step` = 2')}`,
      'of 3 movements 2 are in the log',
    ],
    [
      'a batch without its log',
      () => `DELETE FROM \`stock_movement\` ${here()}`,
      'by the log none ever came',
    ],
    [
      'a log without its batch',
      () => `DELETE FROM \`stock_batch\` ${here()}`,
      'the batch of its movements is not there',
    ],
    [
      'what was lost on the way',
      () => 'DELETE FROM `stock_in_transit` WHERE 1 = 1',
      '0 units are on their way from county-hospital, by the log 3',
    ],
    [
      'what is on its way though nobody sent it',
      () => 'UPDATE `stock_in_transit` SET `quantity` = 4 WHERE 1 = 1',
      '4 units are on their way from county-hospital, by the log 3',
    ],
  ])('names %s', async (_, sql, problem) => {
    await change(sql());
    const { faults } = await room.verify();
    expect(faults.map((fault) => fault.problem).join('; ')).toContain(problem);
    expect(faults[0]?.place).toContain(`${drugCode(drug)}, batch B-1`);
  });

  it('has an event for each movement, which names no batch', async () => {
    const rows: { id: string; payload: string }[] = await room.harness.database.read.query(
      "SELECT `id`, `payload` FROM `outbox_event` WHERE `type` = 'pharmacy.stock.moved' ORDER BY `sequence`",
    );
    const told = rows.map(({ payload }): object => JSON.parse(payload));
    const of = told.filter((one) => 'drugCode' in one && one.drugCode === drugCode(drug));
    const same = { institutionId: 'county-hospital', drugCode: drugCode(drug) };
    expect(of).toEqual([
      { ...same, step: 1, kind: 'RECEIVED', change: 5, balance: 5 },
      { ...same, step: 2, kind: 'RECEIVED', change: 6, balance: 11 },
      { ...same, step: 3, kind: 'SENT', change: -3, balance: 8 },
    ]);
    expect(rows.every(({ id }) => !id.includes('B-1'))).toBe(true);
  });
});
