import type { TestCounty } from '../support/county';
import type { RootField, Subject } from './root-fields';

const lead = 'county-hospital';
let made = 0;
const newKey = () => {
  made += 1;
  return `ROLES-PURCHASE-${made}`;
};

const delivery = ({ drugCode }: Pick<Subject, 'drugCode'>) =>
  `input: { lines: [{ drugCode: "${drugCode}" batch: "CG-1" expiresOn: "2999-01-01" quantity: 1 }] idempotencyKey: "${newKey()}" }`;

/** An order of the lead hospital for one unit, as it was placed, or delivered. */
export type FreshOrder = 'order' | 'order delivered';
export const isOrder = (fresh: string): fresh is FreshOrder => fresh.startsWith('order');

export async function makeOrder(county: TestCounty, subject: Subject, fresh: FreshOrder) {
  const user = `pharmacist@${lead}`;
  const run = async <Made>(mutation: string): Promise<Made> => {
    const { data } = await county.run(user, `mutation { made: ${mutation} }`);
    return (data as unknown as { made: Made }).made;
  };
  const place = () => run<Made[]>(`placePurchaseOrders(idempotencyKey: "${newKey()}") { id }`);
  // What runs low there is ordered first, so that the next order is for the shortage alone.
  await place();
  const shortage = await run<Made>(
    `registerShortage(input: { drugCode: "${subject.drugCode}" quantity: 1 group: OTHER idempotencyKey: "${newKey()}" }) { id }`,
  );
  await run(`purchaseShortage(id: "${shortage.id}") { id }`);
  const id = (await place())[0]?.id ?? '';
  if (fresh === 'order delivered')
    await run(`receivePurchaseOrder(id: "${id}" ${delivery(subject)}) { id }`);
  return id;
}

interface Made {
  readonly id: string;
}

/** Root fields of purchasing, and who may use them. */
export const purchaseFields: Readonly<Record<string, RootField>> = {
  'Query.purchaseOrders': {
    roles: ['PHARMACIST', 'COMMUNITY_OFFICE'],
    text: () => 'purchaseOrders { nodes { number } }',
  },
  'Query.purchaseBalance': {
    roles: ['PHARMACIST', 'COMMUNITY_OFFICE'],
    text: () =>
      'purchaseBalance(period: { start: "2026-01-01" end: "2026-12-31" }) { supplierId toPay }',
  },
  'Mutation.placePurchaseOrders': {
    roles: ['PHARMACIST'],
    text: () => `placePurchaseOrders(idempotencyKey: "${newKey()}") { id }`,
  },
  'Mutation.receivePurchaseOrder': {
    roles: ['PHARMACIST'],
    fresh: 'order',
    text: (subject) =>
      `receivePurchaseOrder(id: "${subject.freshId}" ${delivery(subject)}) { status }`,
  },
  'Mutation.cancelPurchaseOrder': {
    roles: ['PHARMACIST'],
    fresh: 'order',
    text: ({ freshId }) => `cancelPurchaseOrder(id: "${freshId}" reason: "厂家停产") { status }`,
  },
  'Mutation.payPurchaseOrder': {
    roles: ['COMMUNITY_OFFICE'],
    fresh: 'order delivered',
    text: ({ freshId }) => `payPurchaseOrder(id: "${freshId}" reference: "YH-1") { status }`,
  },
};
