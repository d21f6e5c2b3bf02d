import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { placeOf } from '../shortage/place';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { openPurchasing, type Purchasing } from '../testing/purchasing';
import { lead, office, people } from '../testing/shortage-desk';
import { PurchaseOrder, PurchaseOrderLine, PurchaseStatus } from './purchase-order.entity';

const { CANCELLED, DELIVERED, ORDERED, PAID, PARTLY_DELIVERED } = PurchaseStatus;
/** The desk's clock stands at nine o'clock on 1 June. */
const now = new Date('2026-06-01T01:00:00Z');
/** The first moment of May in Shanghai. */
const may = new Date('2026-04-30T16:00:00Z');
const before = (time: Date) => new Date(time.getTime() - 1);

let orders = 0;
function order(
  status: PurchaseStatus,
  [quantity, delivered, price]: readonly [number, number, number | null],
  { dueAt = now, endedAt = null }: { dueAt?: Date; endedAt?: Date | null } = {},
  supplierId = 'supplier-east',
) {
  orders += 1;
  const id = `order-${String(orders).padStart(5, '0')}`;
  const row = Object.assign(new PurchaseOrder(), {
    ...{ id, number: id, institutionId: lead.institutionId, supplierId, supplierName: supplierId },
    ...{ status, step: 1, orderedAt: may, dueAt, deliveredAt: null, paidAt: endedAt, endedAt },
    ...{ paymentReference: null, place: placeOf({ dueAt, endedAt }), requestKey: id },
  });
  const line = { orderId: id, drugCode: drugCode(1), quantity, forShortages: 0, delivered, price };
  return [row, Object.assign(new PurchaseOrderLine(), line)] as const;
}

const made = [
  order(ORDERED, [10, 0, 2]),
  order(PARTLY_DELIVERED, [10, 4, 0.1]),
  order(DELIVERED, [10, 9, 1000]),
  order(DELIVERED, [5, 5, 100_000], { dueAt: before(now) }),
  order(CANCELLED, [7, 0, 1e6], { endedAt: now }),
  order(PAID, [1, 1, 0.5], { endedAt: may }),
  order(PAID, [1, 1, 0.25], { endedAt: before(new Date('2026-05-31T16:00:00Z')) }),
  order(PAID, [1, 1, 77], { endedAt: before(may) }),
  order(PAID, [1, 1, 88], { endedAt: new Date('2026-05-31T16:00:00Z') }),
  order(ORDERED, [10, 0, null], {}, 'supplier-west'),
];
/** Paid years ago, two a day. */
const long = Array.from({ length: 1500 }, (_, at) =>
  order(PAID, [1, 1, 1], { endedAt: new Date(may.getTime() - (400 + at / 2) * 24 * 3600_000) }),
);

describeOnBothDatabases('what suppliers are to be paid', (kind) => {
  let desk: Purchasing;
  beforeAll(async () => {
    desk = await openPurchasing(kind, [aDrug({ code: drugCode(2) })]);
    desk.clock.now = now;
    await desk.harness.database.transaction(async (manager) => {
      const rows = [...made, ...long];
      await insertRows(
        ...([manager, PurchaseOrder] as const),
        rows.map(([row]) => row),
      );
      await insertRows(
        ...([manager, PurchaseOrderLine] as const),
        rows.map(([, line]) => line),
      );
      const tables = '`purchase_order`, `purchase_order_line`';
      await manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`);
    });
  });
  afterAll(() => desk?.stop());

  const ask = async (viewer: Viewer, period = 'start: "2026-05-09", end: "2026-05-10"') => {
    const query = `{ balance: purchaseBalance(period: { ${period} }) { supplierId supplierName toCome toPay overdue paid } }`;
    const { data, errors } = await desk.harness.run(viewer, query);
    return (data as { balance?: object[] } | null)?.balance ?? errors?.[0]?.extensions?.code;
  };

  it('stands by supplier, with what came and is not paid, and what was paid in these months', async () => {
    const none = { toCome: 0, toPay: 0, overdue: 0, paid: 0 };
    const expected = [
      {
        ...{ supplierId: 'supplier-east', supplierName: 'supplier-east', toCome: 20.6 },
        ...{ toPay: 509_000.4, overdue: 500_000, paid: 0.75 },
      },
      { supplierId: 'supplier-west', supplierName: 'supplier-west', ...none },
    ];
    expect(await ask(office)).toEqual(expected);
    expect(await ask(lead)).toEqual(expected);
  });

  it('is that of who purchases, for no more than two years', async () => {
    expect(await ask(people)).toBe('FORBIDDEN');
    expect(await ask({ ...lead, roles: ['CLINICIAN'] })).toBe('FORBIDDEN');
    expect(await ask(lead, 'start: "2024-01-01", end: "2026-01-01"')).toBe('INVALID_INPUT');
  });

  it('is one statement that leaves what was paid in other months alone', async () => {
    const { database } = desk.harness;
    const [query, ...others] = await queriesOf(database, () => ask(lead));
    expect(others).toEqual([]);
    for (const step of query ? await planOf(database, query) : ['none']) {
      // Below it stand the orders that were found, and nothing else.
      expect(step).not.toMatch(/^(SCAN (?!o\b)|ALL (?!null))|^none/);
      expect(Number(/^\S+ \S+ (\d+) /.exec(step)?.[1] ?? 0)).toBeLessThan(400);
    }
  });
});
