import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  aShelf,
  aShortageInput,
  lead,
  openShortageDesk,
  type ShortageDesk,
  township,
  village,
} from '../testing/shortage-desk';
import { aReceipt, aTransfer, insist } from '../testing/stock-room';

const drugs = Array.from({ length: 30 }, (_, at) => drugCode(at + 2));
const batches = [
  { number: 'GONE', expiresOn: '2026-05-31', quantity: 50 },
  { number: 'TODAY', expiresOn: '2026-06-01', quantity: 4 },
  { number: 'SOON', expiresOn: '2026-08-31', quantity: 5 },
  { number: 'LATE', expiresOn: '2027-06-30', quantity: 20 },
];
const rows = drugs.flatMap((code) => [
  aDrug({ code }),
  ...batches.flatMap((batch, at) =>
    aShelf('county-hospital', { ...batch, drugCode: code }).slice(at === 0 ? 0 : 1),
  ),
]);
const fromLead = { fromInstitutionId: 'county-hospital' };
const inputs = { sendStock: 'StockTransferInput', receiveStock: 'StockMovementInput' } as const;

describeOnBothDatabases('what is sent for a shortage', (kind) => {
  let desk: ShortageDesk;
  let drug = -1;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => {
    drug += 1;
  });

  const code = () => drugs[drug] ?? '';
  const wanting = (quantity: number) =>
    desk.registered(aShortageInput({ drugCode: code(), quantity }));
  const move = async (field: keyof typeof inputs, input: object, viewer: Viewer) => {
    const query = `mutation ($input: ${inputs[field]}!) { moved: ${field}(input: $input) { quantity } }`;
    const { errors } = await desk.harness.run(viewer, query, { input });
    return { code: errors?.[0]?.extensions?.code };
  };
  /** Units by batch, where some lie. */
  const unitsIn = async (table: string, place: string, at: string) => {
    const found: { number: string; quantity: number }[] = await desk.harness.database.read.query(
      `SELECT \`number\`, \`quantity\` FROM \`${table}\` WHERE \`${place}\` = ? AND \`drugCode\` = ? AND \`quantity\` > 0`,
      [at, code()],
    );
    return Object.fromEntries(found.map(({ number, quantity }) => [number, quantity]));
  };
  const shelf = (at: string) => unitsIn('stock_batch', 'institutionId', at);
  const way = () => unitsIn('stock_in_transit', 'fromInstitutionId', 'county-hospital');
  const whole = async () => {
    const shelves = [await shelf('county-hospital'), await shelf('village-dongpu-1')];
    const units = [...shelves, await way()].flatMap((one) => Object.values(one));
    return units.reduce((total, one) => total + one, 0);
  };

  it('is what expires first and has not expired', async () => {
    const id = await wanting(12);
    await desk.take('dispatchShortage', id, lead, fromLead);
    expect(await shelf('county-hospital')).toEqual({ GONE: 50, LATE: 17 });
    expect(await way()).toEqual({ TODAY: 4, SOON: 5, LATE: 3 });
    await desk.take('receiveShortage', id, village);
    expect(await way()).toEqual({});
    expect(await shelf('village-dongpu-1')).toEqual({ TODAY: 4, SOON: 5, LATE: 3 });
    expect((await desk.verify()).faults).toEqual([]);
  });

  it('is no more than has not expired', async () => {
    const id = await wanting(30);
    expect(await desk.take('dispatchShortage', id, lead, fromLead)).toMatchObject({
      ...{ code: 'CONFLICT', details: { institutionId: 'county-hospital', left: 29 } },
    });
    expect(await way()).toEqual({});
  });

  it('is not received twice where some came by receiveStock', async () => {
    const id = await wanting(9);
    await desk.take('dispatchShortage', id, lead, fromLead);
    const came = { drugCode: code(), batch: 'SOON', expiresOn: '2026-08-31', quantity: 2 };
    await move('receiveStock', aReceipt({ ...came, ...fromLead }), village);
    expect(await way()).toEqual({ TODAY: 4, SOON: 3 });
    expect((await desk.take('receiveShortage', id, village)).shortage?.status).toBe('RECEIVED');
    expect(await way()).toEqual({});
    expect(await shelf('village-dongpu-1')).toEqual({ TODAY: 4, SOON: 5 });
    expect((await desk.verify()).faults).toEqual([]);
  });

  it('says in the log what for', async () => {
    const id = await wanting(1);
    await desk.take('dispatchShortage', id, lead, fromLead);
    await desk.take('receiveShortage', id, village);
    const log = await desk.harness.database.read.query(
      "SELECT `kind`, `change`, `by`, `reason` FROM `stock_movement` WHERE `drugCode` = ? AND `kind` <> 'OPENING' ORDER BY `change`",
      [code()],
    );
    const reason = `缺药登记调拨 ${id}`;
    expect(log.map((one: object) => ({ ...one }))).toEqual([
      { kind: 'SENT', change: -1, by: lead.name, reason },
      { kind: 'ARRIVED', change: 1, by: village.name, reason },
    ]);
  });

  const anyStep = fc.record({
    what: fc.constantFrom('dispatch', 'receive', 'match', 'purchase', 'send', 'come'),
    which: fc.integer({ min: 0, max: 3 }),
    batch: fc.constantFrom(...batches.slice(1)),
    quantity: fc.integer({ min: 1, max: 6 }),
  });

  it('is neither made nor lost, whatever is done at once', async () => {
    const property = fc.asyncProperty(
      fc.array(anyStep, { minLength: 15, maxLength: 30 }),
      async (steps) => {
        drug += 1;
        const ids: string[] = [];
        for (const quantity of [3, 6, 9, 12]) ids.push(await wanting(quantity));
        const outcomes = await Promise.all(
          steps.map(({ what, which, batch, quantity }) => {
            const id = ids[which] ?? '';
            const said = { drugCode: code(), batch: batch.number, quantity };
            const ways = {
              dispatch: () => desk.take('dispatchShortage', id, lead, fromLead),
              receive: () => desk.take('receiveShortage', id, village),
              match: () => desk.take('matchShortage', id, township, fromLead),
              purchase: () => desk.take('purchaseShortage', id, lead),
              send: () =>
                move(
                  'sendStock',
                  aTransfer({ ...said, toInstitutionId: village.institutionId }),
                  lead,
                ),
              come: () =>
                move(
                  'receiveStock',
                  aReceipt({ ...said, ...fromLead, expiresOn: batch.expiresOn }),
                  village,
                ),
            };
            return insist<{ readonly code: unknown }>(ways[what]);
          }),
        );
        for (const outcome of outcomes) expect([undefined, 'CONFLICT']).toContain(outcome.code);
        expect(await whole()).toBe(79);
      },
    );
    await fc.assert(property, { numRuns: 8, endOnFailure: true });
    expect((await desk.verify()).faults).toEqual([]);
  });
});
