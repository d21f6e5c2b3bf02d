import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { institutionsOf } from '../community/institutions-of';
import type { PharmacyContext } from '../context';
import { byPlace, inPlaceOrder } from './place';
import { Shortage } from './shortage.entity';
import type { ShortageFilter } from './shortage.inputs';

type Side = 'institutionId' | 'sourceInstitutionId' | 'dutyInstitutionId';

/**
 * Shortages of the viewer's institution, of those it supplies and those it is to provide for; for the
 * office of the leading institution, of all members. What has been overdue longest comes first, what
 * has ended last. Two statements, each a walk of an index.
 */
export async function findShortages(
  context: Pick<PharmacyContext, 'manager' | 'now' | 'supply' | 'viewer'>,
  { duty, first, after, overdue, status }: ShortageFilter,
): Promise<Page<Shortage>> {
  const { manager, now, viewer } = context;
  const request = pageRequest(first, after, ['number', 'text']);
  const where = [
    ...(status ? ['`status` = ?'] : []),
    ...(overdue == null ? [] : [overdue ? '`place` < ?' : '`place` >= ?']),
  ].join(' AND ');
  const parameters = [...(status ? [status] : []), ...(overdue == null ? [] : [now().getTime()])];
  const institutionIds = await institutionsOf(context);
  const walk = async (parent: Side, ids: readonly string[]) => {
    const source = { parent, order: byPlace, where, parameters };
    return [...(await selectPages(manager, Shortage, source, ids, request)).values()].flat();
  };
  const own = [viewer.institutionId];
  const found = duty
    ? await walk('dutyInstitutionId', own)
    : [
        ...(await walk('institutionId', institutionIds)),
        ...(await walk('sourceInstitutionId', own)),
      ];
  return toPage(inPlaceOrder(found), request, ({ place, id }) => [place, id]);
}
