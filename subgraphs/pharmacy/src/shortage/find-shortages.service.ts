import type { PageOrder } from '@lianyi/shared/database/select-pages';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { institutionsOf } from '../community/institutions-of';
import type { PharmacyContext } from '../context';
import { Shortage } from './shortage.entity';
import type { ShortageFilter } from './shortage.inputs';

const order: readonly PageOrder<Shortage>[] = [
  { column: 'place', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
];
const compare = (one: Shortage, other: Shortage) =>
  one.place - other.place || (one.id < other.id ? -1 : 1);

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
    const source = { parent, order, where, parameters };
    return [...(await selectPages(manager, Shortage, source, ids, request)).values()].flat();
  };
  const own = [viewer.institutionId];
  const found = duty
    ? await walk('dutyInstitutionId', own)
    : [
        ...(await walk('institutionId', institutionIds)),
        ...(await walk('sourceInstitutionId', own)),
      ];
  const rows = [...new Map(found.map((row) => [row.id, row])).values()].sort(compare);
  return toPage(rows, request, ({ place, id }) => [place, id]);
}
