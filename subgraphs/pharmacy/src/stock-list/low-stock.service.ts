import { keysetCondition, type PageOrder } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { listedInstitutions } from '../community/listed-institutions';
import type { PharmacyContext } from '../context';
import { StockItem } from '../stock/stock.entity';
import type { StockListFilter } from './stock-list.inputs';

const order: readonly PageOrder<StockItem>[] = [
  { column: 'institutionId', direction: 'ASC' },
  { column: 'drugCode', direction: 'ASC' },
];
const usable =
  '(SELECT COALESCE(SUM(b.`quantity`), 0) FROM `stock_batch` b WHERE b.`institutionId` = `stock_item`.`institutionId` AND b.`drugCode` = `stock_item`.`drugCode` AND b.`expiresOn` >= ?)';

/**
 * Drugs of which fewer units that have not expired lie somewhere than are to be kept there: of the
 * viewer's institution and those it supplies; for the office of the leading one, of all members. By
 * institution and code, in one statement along the key.
 */
export async function lowStock(
  context: Pick<PharmacyContext, 'manager' | 'now' | 'supply' | 'viewer'>,
  { after, first, institutionId }: StockListFilter,
): Promise<Page<StockItem>> {
  const { manager, now } = context;
  const request = pageRequest(first, after, ['text', 'text']);
  const ids = await listedInstitutions(context, institutionId);
  const keyset = keysetCondition(order, request.after);
  const further = keyset.sql ? ` AND ${keyset.sql}` : '';
  const tail = `WHERE \`institutionId\` IN (${placeholders(ids)}) AND \`minimum\` > ${usable}${further} ORDER BY \`institutionId\`, \`drugCode\` LIMIT ${request.first + 1}`;
  const parameters = [...ids, shanghaiDay(now()), ...keyset.parameters];
  const rows = await selectRows(manager, StockItem, tail, parameters);
  return toPage(rows, request, (row) => [row.institutionId, row.drugCode]);
}
