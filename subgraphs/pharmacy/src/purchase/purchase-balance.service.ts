import { toParameters } from '@lianyi/shared/database/select-rows';
import type { PeriodInput } from '@lianyi/shared/graphql/period';
import { monthTable } from '../community/months';
import type { PharmacyContext } from '../context';
import { yuan } from '../drug-use/essential-use.service';
import { placeOf } from '../shortage/place';
import { requirePurchaser } from './hold-order';
import { PurchaseBalance } from './purchase-balance.view';

/** MariaDB counts in texts. */
type Counted = Pick<PurchaseBalance, 'supplierId' | 'supplierName'> &
  Readonly<Record<'toCome' | 'toPay' | 'overdue' | 'paid', number | string>>;

const sumWhere = (condition: string, units: string) =>
  `SUM(CASE WHEN ${condition} THEN ${units} * COALESCE(l.\`price\`, 0) ELSE 0 END)`;

/** Where an order that was paid at a moment stands in the list: the later, the lower. */
const paidPlace = (endedAt: Date) => placeOf({ dueAt: endedAt, endedAt });

/**
 * What each supplier is to deliver and to be paid, and was paid in the months a period touches. Refuses
 * with FORBIDDEN elsewhere than where the community purchases. One statement, which reads no order that
 * was paid in other months.
 */
export async function purchaseBalance(
  context: Pick<PharmacyContext, 'manager' | 'now' | 'supply' | 'viewer'>,
  period: PeriodInput,
): Promise<PurchaseBalance[]> {
  const { manager, now, viewer } = context;
  const { from, to } = monthTable(period);
  await requirePurchaser(context);
  const sums = [
    `${sumWhere("o.`status` IN ('ORDERED', 'PARTLY_DELIVERED')", '(l.`quantity` - l.`delivered`)')} AS \`toCome\``,
    `${sumWhere("o.`status` <> 'PAID'", 'l.`delivered`')} AS \`toPay\``,
    `${sumWhere("o.`status` = 'DELIVERED' AND o.`dueAt` < ?", 'l.`delivered`')} AS \`overdue\``,
    `${sumWhere("o.`status` = 'PAID'", 'l.`delivered`')} AS \`paid\``,
  ].join(', ');
  const orders =
    "SELECT * FROM `purchase_order` WHERE `institutionId` = ? AND `status` IN ('ORDERED', 'PARTLY_DELIVERED', 'DELIVERED') UNION ALL SELECT * FROM `purchase_order` WHERE `institutionId` = ? AND `status` = 'PAID' AND `place` > ? AND `place` <= ?";
  const rows: Counted[] = await manager.query(
    `SELECT o.\`supplierId\` AS \`supplierId\`, MAX(o.\`supplierName\`) AS \`supplierName\`, ${sums} FROM (${orders}) o JOIN \`purchase_order_line\` l ON l.\`orderId\` = o.\`id\` GROUP BY o.\`supplierId\` ORDER BY o.\`supplierId\``,
    toParameters(manager, [
      ...[now(), viewer.institutionId, viewer.institutionId],
      ...[paidPlace(to), paidPlace(from)],
    ]),
  );
  return rows.map((row) =>
    Object.assign(new PurchaseBalance(), row, {
      toCome: yuan(row.toCome),
      toPay: yuan(row.toPay),
      ...{ overdue: yuan(row.overdue), paid: yuan(row.paid) },
    }),
  );
}
