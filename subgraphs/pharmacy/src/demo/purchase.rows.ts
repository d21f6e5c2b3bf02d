import type { County } from '@lianyi/shared/demo/county';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Drug } from '../drug/drug.entity';
import { PurchaseStatus } from '../purchase/purchase-order.entity';
import type { PurchasingRules } from '../purchase/purchasing-rules';
import { placeOf } from '../shortage/place';
import { type Shortage, ShortageStatus } from '../shortage/shortage.entity';
import { pharmacistOf } from './shortage.rows';

/** Ids of the demo's orders begin above those of its shortages. */
const firstId = 1000;

interface Plan {
  readonly status: PurchaseStatus;
  /** Days before the county's today. */
  readonly ordered: number;
  readonly delivered: number | null;
  readonly paid: number | null;
  readonly quantity: number;
}

const { DELIVERED, ORDERED, PAID } = PurchaseStatus;
/** What was delivered came before the log of the stock begins. */
const plans: readonly Plan[] = [
  { status: ORDERED, ordered: 7, delivered: null, paid: null, quantity: 12 },
  { status: DELIVERED, ordered: 66, delivered: 64, paid: null, quantity: 200 },
  { status: PAID, ordered: 95, delivered: 92, paid: 80, quantity: 120 },
];

export interface DemoPurchaseOptions {
  readonly drugs: readonly Drug[];
  readonly leadId: string;
  readonly rules: PurchasingRules;
  readonly shortages: readonly Shortage[];
}

/** Orders of the county central pharmacy: one on its way for a shortage, one unpaid, one paid. */
export function purchaseRows(county: County, options: DemoPurchaseOptions) {
  const waiting = options.shortages.find(({ status }) => status === ShortageStatus.PURCHASING);
  const orders = plans.map((plan, place) => orderOf(county, options, plan, place));
  if (waiting) waiting.orderId = orders[0]?.order.id ?? null;
  return {
    orders: orders.map(({ order }) => order),
    lines: orders.map(({ line }) => line),
    events: orders.flatMap(({ events }) => events),
    numbers: plans.map(({ ordered }) => ({ day: laterDay(county.today, -ordered), last: 1 })),
  };
}

function orderOf(
  county: County,
  { drugs, leadId, rules, shortages }: DemoPurchaseOptions,
  { status, ...plan }: Plan,
  place: number,
) {
  const waiting = shortages.find((one) => one.status === ShortageStatus.PURCHASING);
  const forShortage = status === ORDERED;
  const drug = drugs.find(({ code }) => forShortage && code === waiting?.drugCode) ?? drugs[place];
  if (!drug) throw new RangeError('the demo has no drug to purchase');
  const id = demoId(county.seed, 'OTHER', 0, firstId + place);
  const at = (days: number | null) => (days === null ? null : instant(county, days));
  const orderedAt = instant(county, plan.ordered);
  const [deliveredAt, paidAt] = [at(plan.delivered), at(plan.paid)];
  const dueAt = deliveredAt ? rules.payBy(deliveredAt) : rules.deliverBy(orderedAt);
  const { id: supplierId, name: supplierName } = rules.supplierOf(drug);
  const day = laterDay(county.today, -plan.ordered).replaceAll('-', '');
  const steps = [
    { status: ORDERED, at: orderedAt },
    ...(deliveredAt ? [{ status: DELIVERED, at: deliveredAt }] : []),
    ...(paidAt ? [{ status: PAID, at: paidAt }] : []),
  ];
  const by = pharmacistOf(county, leadId);
  const { quantity } = plan;
  return {
    order: {
      id,
      ...{ number: `CG${day}001`, institutionId: leadId, supplierId, supplierName, status },
      ...{ step: steps.length, orderedAt, dueAt, deliveredAt, paidAt, endedAt: paidAt },
      paymentReference: paidAt ? `YK${day}` : null,
      ...{ place: placeOf({ dueAt, endedAt: paidAt }), requestKey: `demo-${id}` },
    },
    line: {
      orderId: id,
      ...{ drugCode: drug.code, quantity, price: drug.price },
      ...{ forShortages: forShortage ? quantity : 0, delivered: deliveredAt ? quantity : 0 },
    },
    events: steps.map((one, step) => ({ ...one, orderId: id, step: step + 1, by, note: null })),
  };
}

const instant = ({ today }: County, daysAgo: number) =>
  new Date(startOfShanghaiDay(today, -daysAgo).getTime() + 10 * 3600_000);
