import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { openPurchasing, type Purchasing } from '../testing/purchasing';
import { aShelf, lead, office, people, township } from '../testing/shortage-desk';

const east = '示例制药甲有限公司';
const low = (serial: number, minimum: number, quantity: number) => {
  const [item, ...others] = aShelf('county-hospital', { drugCode: drugCode(serial), quantity });
  return [Object.assign(item ?? {}, { minimum }), ...others];
};
const rows = [
  aDrug({ code: drugCode(2), maker: east, price: 2 }),
  aDrug({ code: drugCode(3), maker: '别的药厂', price: null }),
  aDrug({ code: drugCode(4), maker: east, price: 0.5 }),
  ...low(2, 20, 19),
  ...low(4, 20, 20),
];
const delivered = (serial: number, quantity: number, overrides: object = {}) => ({
  ...{ drugCode: drugCode(serial), batch: `B-${serial}-${quantity}`, expiresOn: '2028-01-01' },
  ...{ quantity, ...overrides },
});

describeOnBothDatabases('the purchase for a community', (kind) => {
  let desk: Purchasing;
  beforeAll(async () => {
    desk = await openPurchasing(kind, rows);
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
    await desk.forget();
  });

  const purchasing = (serial: number, quantity: number) =>
    desk.purchasing(drugCode(serial), quantity);

  it('is one order to each supplier, of shortages and of what runs low', async () => {
    await purchasing(2, 5);
    await purchasing(2, 6);
    await purchasing(3, 7);
    const { orders } = await desk.place();
    expect(orders).toMatchObject([
      {
        ...{ supplierId: 'supplier-east', status: 'ORDERED', number: 'CG20260601001' },
        ...{ overdue: false, dueAt: '2026-06-04T09:00:00+08:00', orderedAmount: 64 },
        ...{ deliveredAmount: 0, institution: { id: 'county-hospital' } },
        lines: [
          { drug: { code: drugCode(2) }, quantity: 32, forShortages: 11, delivered: 0, price: 2 },
        ],
      },
      {
        ...{ supplierId: 'supplier-west', number: 'CG20260601002', orderedAmount: 0 },
        lines: [{ drug: { code: drugCode(3) }, quantity: 7, forShortages: 7, price: null }],
      },
    ]);
  });

  it('orders nothing twice, and the same for its key', async () => {
    await purchasing(2, 5);
    const { orders } = await desk.place('once');
    expect((await desk.place()).orders).toEqual([]);
    await purchasing(2, 3);
    expect((await desk.place('once')).orders).toEqual(orders);
    expect((await desk.place()).orders).toMatchObject([
      { lines: [{ quantity: 3, forShortages: 3 }] },
    ]);
  });

  it('is received in parts onto the shelf, then paid by the office, once', async () => {
    const [order] = (await desk.place()).orders;
    const id = order?.id ?? '';
    const part = await desk.receive(id, [delivered(2, 1), delivered(2, 10)]);
    expect(part.order).toMatchObject({ status: 'PARTLY_DELIVERED', deliveredAmount: 22 });
    expect(await desk.pay(id)).toMatchObject({
      ...{ code: 'CONFLICT', details: { status: 'PARTLY_DELIVERED' } },
    });
    desk.clock.now = new Date('2026-06-05T01:00:00Z');
    const rest = await desk.receive(id, [delivered(2, 10, { batch: 'LAST' })]);
    expect(rest.order).toMatchObject({
      ...{ status: 'DELIVERED', deliveredAmount: 42, dueAt: '2026-07-05T09:00:00+08:00' },
    });
    expect(await desk.receive(id, [delivered(2, 1)])).toMatchObject({ code: 'CONFLICT' });
    expect((await desk.pay(id)).order).toMatchObject({
      ...{ status: 'PAID', paymentReference: 'YH-1', paidAt: '2026-06-05T09:00:00+08:00' },
      events: [
        { status: 'ORDERED', by: lead.name },
        { status: 'PARTLY_DELIVERED', by: lead.name },
        { status: 'DELIVERED', by: lead.name },
        { status: 'PAID', by: office.name },
      ],
    });
    expect(await desk.pay(id)).toMatchObject({ code: 'CONFLICT', details: { status: 'PAID' } });
    expect(await desk.lies(drugCode(2))).toBe(40);
    expect((await desk.verify()).faults).toEqual([]);
  });

  it.each([
    ['more than was ordered', 'CONFLICT', [delivered(2, 22)]],
    ['a drug that was not', 'CONFLICT', [delivered(3, 1)]],
    ['more by two batches', 'CONFLICT', [delivered(2, 20), delivered(2, 2)]],
    ['what has expired', 'INVALID_INPUT', [delivered(2, 1, { expiresOn: '2026-05-31' })]],
    ['nothing of a drug', 'INVALID_INPUT', [delivered(2, 0)]],
    ['nothing', 'INVALID_INPUT', []],
    ['no batch', 'INVALID_INPUT', [delivered(2, 1, { batch: ' ' })]],
  ])('does not receive %s', async (_, code, lines) => {
    const [order] = (await desk.place()).orders;
    expect((await desk.receive(order?.id ?? '', lines)).code).toBe(code);
    expect(await desk.lies(drugCode(2))).toBe(19);
    expect(await desk.list(lead)).toMatchObject([{ status: 'ORDERED', deliveredAmount: 0 }]);
  });

  it('receives a delivery once for its key', async () => {
    const [order] = (await desk.place()).orders;
    const id = order?.id ?? '';
    for (const _ of [1, 2])
      expect((await desk.receive(id, [delivered(2, 4)], 'same')).order?.deliveredAmount).toBe(8);
    expect(await desk.receive(id, [delivered(2, 5)], 'same')).toMatchObject({ code: 'CONFLICT' });
    expect(await desk.lies(drugCode(2))).toBe(23);
  });

  it('that does not come is ordered again', async () => {
    await purchasing(3, 7);
    const { orders } = await desk.place();
    for (const { id } of orders)
      expect((await desk.cancel(id)).order).toMatchObject({ status: 'CANCELLED' });
    expect(await desk.cancel(orders[0]?.id ?? '')).toMatchObject({ code: 'CONFLICT' });
    expect((await desk.place()).orders.map(({ lines }) => lines)).toMatchObject([
      [{ quantity: 21 }],
      [{ quantity: 7 }],
    ]);
  });

  it('of which the rest does not come is paid as far as it came, and the rest ordered again', async () => {
    await purchasing(2, 5);
    await purchasing(4, 1);
    const [order] = (await desk.place()).orders;
    await desk.receive(order?.id ?? '', [delivered(2, 2), delivered(4, 1)]);
    const { order: cut } = await desk.cancel(order?.id ?? '');
    expect(cut).toMatchObject({ status: 'DELIVERED', deliveredAmount: 4.5, orderedAmount: 52.5 });
    const { orders } = await desk.place();
    expect(orders.map(({ lines }) => lines)).toMatchObject([
      [{ drug: { code: drugCode(2) }, quantity: 5, forShortages: 5 }],
    ]);
    expect(orders[0]?.lines).toHaveLength(1);
  });

  it('lists what is overdue first, a moment after it was due', async () => {
    const [order] = (await desk.place()).orders;
    await purchasing(3, 1);
    desk.clock.now = new Date('2026-06-02T01:00:00Z');
    const [other] = (await desk.place()).orders;
    desk.clock.now = new Date('2026-06-04T01:00:00Z');
    expect(await desk.list(lead, '(overdue: true)')).toEqual([]);
    desk.clock.now = new Date('2026-06-04T01:00:00.001Z');
    expect(await desk.list(lead, '(overdue: true)')).toMatchObject([
      { id: order?.id, overdue: true },
    ]);
    expect(await desk.list(office)).toMatchObject([{ id: order?.id }, { id: other?.id }]);
    await desk.cancel(order?.id ?? '');
    expect(await desk.list(office)).toMatchObject([{ id: other?.id }, { id: order?.id }]);
    expect(await desk.list(office, '(status: CANCELLED)')).toMatchObject([{ id: order?.id }]);
    expect(await desk.list(office, '(overdue: false, first: 1)')).toMatchObject([
      { id: other?.id },
    ]);
  });

  it('is that of the leading institution alone, each step its role’s', async () => {
    const [order] = (await desk.place()).orders;
    const id = order?.id ?? '';
    const others: Viewer[] = [people, township, aViewer('COMMUNITY_OFFICE', 'people-hospital')];
    for (const viewer of others) {
      expect((await desk.place('k', viewer)).code).toBe('FORBIDDEN');
      expect((await desk.receive(id, [delivered(2, 1)], 'k', viewer)).code).toBe('FORBIDDEN');
      expect((await desk.cancel(id, viewer)).code).toBe('FORBIDDEN');
      expect((await desk.pay(id, viewer)).code).toBe('FORBIDDEN');
      expect(await desk.list(viewer)).toBe('FORBIDDEN');
    }
    expect((await desk.place('k', office)).code).toBe('FORBIDDEN');
    expect((await desk.pay(id, lead)).code).toBe('FORBIDDEN');
    expect((await desk.cancel('none')).code).toBe('FORBIDDEN');
  });
});
