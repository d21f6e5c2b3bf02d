import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { PharmacyContext } from '../context';
import { byPlace } from '../shortage/place';
import { requirePurchaser } from './hold-order';
import type { PurchaseFilter } from './purchase.inputs';
import { PurchaseOrder } from './purchase-order.entity';

/**
 * Orders of the viewer's institution, longest overdue first, what is paid or cancelled last. Refuses
 * with FORBIDDEN where it does not purchase for its community. One walk of an index.
 */
export async function findPurchaseOrders(
  context: Pick<PharmacyContext, 'manager' | 'now' | 'supply' | 'viewer'>,
  { after, first, overdue, status }: PurchaseFilter,
): Promise<Page<PurchaseOrder>> {
  const { manager, now, viewer } = context;
  const request = pageRequest(first, after, ['number', 'text']);
  await requirePurchaser(context);
  const where = [
    ...(status ? ['`status` = ?'] : []),
    ...(overdue == null ? [] : [overdue ? '`place` < ?' : '`place` >= ?']),
  ].join(' AND ');
  const parameters = [...(status ? [status] : []), ...(overdue == null ? [] : [now().getTime()])];
  const source = { parent: 'institutionId', order: byPlace, where, parameters } as const;
  const ids = [viewer.institutionId];
  const pages = await selectPages(manager, PurchaseOrder, source, ids, request);
  return toPage([...pages.values()].flat(), request, ({ place, id }) => [place, id]);
}
