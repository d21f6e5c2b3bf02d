import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { ObjectLiteral } from 'typeorm';
import { ShortageStatus } from '../shortage/shortage.entity';
import { aShortage, lead, office, openShortageDesk, type ShortageDesk } from './shortage-desk';

export interface OrderShown {
  readonly id: string;
  readonly status: string;
  readonly lines: readonly object[];
  readonly deliveredAmount: number;
  readonly [field: string]: unknown;
}

export interface OrderOutcome {
  readonly order: OrderShown | null;
  readonly orders: readonly OrderShown[];
  readonly code: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

const fields =
  'id number supplierId status dueAt overdue paidAt paymentReference orderedAmount deliveredAmount institution { id } lines { drug { code } quantity forShortages delivered price } events { status by }';

let keys = 0;
const newKey = () => `purchase-${keys++}`;

export interface Purchasing extends Pick<ShortageDesk, 'clock' | 'harness' | 'stop' | 'verify'> {
  /** A shortage that the leading institution is to purchase. */
  purchasing(drugCode: string, quantity: number): Promise<void>;
  place(key?: string, viewer?: Viewer): Promise<OrderOutcome>;
  receive(
    id: string,
    lines: readonly object[],
    key?: string,
    viewer?: Viewer,
  ): Promise<OrderOutcome>;
  cancel(id: string, viewer?: Viewer): Promise<OrderOutcome>;
  pay(id: string, viewer?: Viewer): Promise<OrderOutcome>;
  /** The orders, or the code by which they were refused. */
  list(viewer: Viewer, args?: string): Promise<unknown>;
  lies(drugCode: string): Promise<number>;
  /** What was told of an order, in its order. */
  told(id: string): Promise<object[]>;
  /** Nothing is ordered or lacking, and what lay there at first lies there. */
  forget(): Promise<void>;
}

/** Purchases on a database of their own that holds a drug and the rows. */
export async function openPurchasing(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[],
): Promise<Purchasing> {
  const { clock, harness, read, stop, verify } = await openShortageDesk(kind, rows);
  const run = async (viewer: Viewer, query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await harness.run(viewer, query, variables);
    const { code, ...details } = errors?.[0]?.extensions ?? {};
    const order = (data?.order as OrderShown | undefined) ?? null;
    return { order, orders: (data?.orders as OrderShown[] | undefined) ?? [], code, details };
  };
  return {
    clock,
    ...{ harness, stop, verify, ...behind(harness) },
    place: (key = newKey(), viewer = lead) =>
      run(
        viewer,
        `mutation ($key: String!) { orders: placePurchaseOrders(idempotencyKey: $key) { ${fields} } }`,
        { key },
      ),
    receive: (id, lines, key = newKey(), viewer = lead) =>
      run(
        viewer,
        `mutation ($id: ID!, $input: DeliveryInput!) { order: receivePurchaseOrder(id: $id, input: $input) { ${fields} } }`,
        { id, input: { lines, idempotencyKey: key } },
      ),
    cancel: (id, viewer = lead) =>
      run(
        viewer,
        `mutation ($id: ID!) { order: cancelPurchaseOrder(id: $id, reason: "厂家停产") { ${fields} } }`,
        { id },
      ),
    pay: (id, viewer = office) =>
      run(
        viewer,
        `mutation ($id: ID!) { order: payPurchaseOrder(id: $id, reference: "YH-1") { ${fields} } }`,
        { id },
      ),
    async list(viewer, args = '') {
      const page = await read(viewer, `{ purchaseOrders${args} { nodes { ${fields} } } }`);
      return typeof page === 'string' ? page : (page as { nodes: unknown }).nodes;
    },
  };
}

/** What is done to the tables behind the graph's back. */
function behind({ database }: ShortageDesk['harness']) {
  const write = database.transaction;
  return {
    purchasing: (drugCode: string, quantity: number) =>
      write(async (manager) => {
        const at = {
          dutyInstitutionId: lead.institutionId,
          sourceInstitutionId: lead.institutionId,
        };
        const status = ShortageStatus.PURCHASING;
        await manager.save(aShortage({ drugCode, quantity, status, ...at }));
      }),
    async lies(drugCode: string) {
      const [row]: { units: number | string | null }[] = await database.read.query(
        'SELECT SUM(`quantity`) AS `units` FROM `stock_batch` WHERE `institutionId` = ? AND `drugCode` = ?',
        [lead.institutionId, drugCode],
      );
      return Number(row?.units ?? 0);
    },
    async told(id: string) {
      const rows: { payload: string }[] = await database.read.query(
        "SELECT `payload` FROM `outbox_event` WHERE `type` = 'pharmacy.purchase.stepped' ORDER BY `sequence`",
      );
      return rows
        .map(({ payload }): { orderId: string } => JSON.parse(payload))
        .filter(({ orderId }) => orderId === id);
    },
    forget: () =>
      write(async (manager) => {
        for (const table of ['purchase_order', 'purchase_number', 'shortage', 'stock_request'])
          await manager.query(`DELETE FROM \`${table}\` WHERE 1 = 1`);
        await manager.query('UPDATE `stock_item` SET `orderId` = NULL WHERE 1 = 1');
        await manager.query("DELETE FROM `stock_movement` WHERE `kind` <> 'OPENING'");
        await manager.query("DELETE FROM `stock_batch` WHERE `number` <> 'B-1'");
      }),
  };
}
