import { keysetCondition, type PageOrder } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { daysBetween, laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { listedInstitutions } from '../community/listed-institutions';
import type { PharmacyContext } from '../context';
import { StockBatch } from '../stock/stock.entity';
import { ExpiringStock } from './expiring-stock.view';
import type { ExpiringFilter } from './stock-list.inputs';

const order: readonly PageOrder<StockBatch>[] = [
  { column: 'expiresOn', direction: 'ASC' },
  { column: 'drugCode', direction: 'ASC' },
  { column: 'number', direction: 'ASC' },
  { column: 'institutionId', direction: 'ASC' },
];
/** Ten years: no drug lasts longer. */
const mostDays = 3660;

/**
 * Batches that lie somewhere and expire within so many days, what has expired first: of the viewer's
 * institution and those it supplies; for the office of the leading one, of all members. Refuses with
 * INVALID_INPUT naming the field.
 */
export async function expiringStock(
  context: Pick<PharmacyContext, 'manager' | 'now' | 'stockRules' | 'supply' | 'viewer'>,
  { after, first, institutionId, withinDays }: ExpiringFilter,
): Promise<Page<ExpiringStock>> {
  const { manager, now, stockRules } = context;
  const days = withinDays ?? stockRules.expiringWithinDays;
  if (days < 0 || days > mostDays)
    throw new InvalidInput('withinDays', `must be from 0 to ${mostDays}.`);
  const request = pageRequest(first, after, ['text', 'text', 'text', 'text']);
  const ids = await listedInstitutions(context, institutionId);
  const today = shanghaiDay(now());
  const keyset = keysetCondition(order, request.after);
  const further = keyset.sql ? ` AND ${keyset.sql}` : '';
  const columns = order.map(({ column }) => `\`${column}\``).join(', ');
  const tail = `WHERE \`institutionId\` IN (${placeholders(ids)}) AND \`quantity\` > 0 AND \`expiresOn\` <= ?${further} ORDER BY ${columns} LIMIT ${request.first + 1}`;
  const parameters = [...ids, laterDay(today, days), ...keyset.parameters];
  const rows = await selectRows(manager, StockBatch, tail, parameters);
  const page = toPage(rows, request, (row) => [
    ...[row.expiresOn, row.drugCode, row.number, row.institutionId],
  ]);
  return { ...page, nodes: page.nodes.map((batch) => toExpiring(batch, today)) };
}

const toExpiring = (batch: StockBatch, today: string) =>
  Object.assign(new ExpiringStock(), { ...batch, daysLeft: daysBetween(today, batch.expiresOn) });
