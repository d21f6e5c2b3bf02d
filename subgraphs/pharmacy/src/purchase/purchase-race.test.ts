import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { type OrderOutcome, openPurchasing, type Purchasing } from '../testing/purchasing';
import { aShelf } from '../testing/shortage-desk';
import { insist } from '../testing/stock-room';

const atOnce = 200;
const [item, ...others] = aShelf('county-hospital', { drugCode: drugCode(2), quantity: 1 });
const rows = [
  ...[2, 3].map((serial) => aDrug({ code: drugCode(serial) })),
  ...[Object.assign(item ?? {}, { minimum: 50 }), ...others],
];

describeOnBothDatabases('of many at once, a purchase', (kind) => {
  let desk: Purchasing;
  beforeAll(async () => {
    desk = await openPurchasing(kind, rows);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => desk.forget());

  const many = (ask: (at: number) => Promise<OrderOutcome>) =>
    Promise.all(Array.from({ length: atOnce }, (_, at) => insist(() => ask(at))));

  it('orders each need once, whatever the keys', async () => {
    for (let at = 0; at < 20; at += 1) await desk.purchasing(drugCode(3), 5);
    const outcomes = await many((at) => desk.place(`many-${at % 100}`));
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set([undefined]));
    const orders = new Map(outcomes.flatMap((one) => one.orders).map((one) => [one.id, one.lines]));
    const lines = [...orders.values()].flat() as { drug: { code: string }; quantity: number }[];
    const units = (code: string) =>
      lines
        .filter(({ drug }) => drug.code === code)
        .reduce((total, { quantity }) => total + quantity, 0);
    expect(units(drugCode(3))).toBe(100);
    expect(units(drugCode(2))).toBe(99);
  });

  it('takes in no more than was ordered, and is paid once', async () => {
    const id = (await desk.place()).orders[0]?.id ?? '';
    const line = { drugCode: drugCode(2), batch: 'NEW', expiresOn: '2028-01-01', quantity: 2 };
    const outcomes = await many((at) =>
      desk.receive(id, [{ ...line, quantity: at === 0 ? 1 : 2 }], `delivery-${at}`),
    );
    const came = outcomes.filter(({ order }) => order !== null);
    expect(outcomes.every(({ code }) => code === undefined || code === 'CONFLICT')).toBe(true);
    // Of ninety-nine units forty-nine times two and the one.
    expect(came).toHaveLength(50);
    expect(await desk.lies(drugCode(2))).toBe(100);
    const paid = await many(() => desk.pay(id));
    expect(paid.filter(({ order }) => order !== null)).toHaveLength(1);
    const told = (await desk.told(id)) as { step: number }[];
    expect(told.map(({ step }) => step)).toEqual(Array.from({ length: 52 }, (_, at) => at + 1));
    expect((await desk.verify()).faults).toEqual([]);
  });
});
