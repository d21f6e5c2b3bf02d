import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { ResultsContext } from '../context';
import { SterileSupplyRequest, SterileSupplyStatus } from './sterile-supply.entity';

const inOrder = [
  { column: 'urgencyRank', direction: 'ASC' },
  { column: 'dueAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

export interface SupplyFilter {
  readonly status?: SterileSupplyStatus | undefined;
  /** Only what was delivered of recalled loads. */
  readonly recalled?: boolean | undefined;
  readonly first?: number | undefined;
  readonly after?: string | undefined;
}

const ofRecalledLoad =
  '`loadNumber` IS NOT NULL AND EXISTS (SELECT 1 FROM `sterile_load_recall` r WHERE r.`centerId` = `sterile_supply_request`.`centerId` AND r.`loadNumber` = `sterile_supply_request`.`loadNumber`)';

/**
 * What the viewer's institution asked for or is asked for, by urgency and due time: without a
 * status what is open, where it is about recalled loads what was delivered of them.
 */
export async function sterileWorklist(
  { manager, viewer }: Pick<ResultsContext, 'manager' | 'viewer'>,
  { status, recalled = false, first, after }: SupplyFilter,
): Promise<Page<SterileSupplyRequest>> {
  const request = pageRequest(first, after, ['number', 'time', 'text']);
  const wanted =
    status ?? (recalled ? SterileSupplyStatus.DELIVERED : SterileSupplyStatus.REQUESTED);
  const where = ['`status` = ?', ...(recalled ? [ofRecalledLoad] : [])].join(' AND ');
  const walk = async (parent: 'centerId' | 'fromInstitutionId') => {
    const source = { parent, order: inOrder, where, parameters: [wanted] };
    const own = [viewer.institutionId];
    const pages = await selectPages(manager, SterileSupplyRequest, source, own, request);
    return pages.get(viewer.institutionId) ?? [];
  };
  const found = await Promise.all([walk('centerId'), walk('fromInstitutionId')]);
  const rows = found
    .flat()
    .sort(bySequence)
    .slice(0, request.first + 1);
  return toPage(rows, request, ({ urgencyRank, dueAt, id }) => [urgencyRank, dueAt, id]);
}

const bySequence = (one: SterileSupplyRequest, other: SterileSupplyRequest) =>
  one.urgencyRank - other.urgencyRank ||
  one.dueAt.getTime() - other.dueAt.getTime() ||
  (one.id < other.id ? -1 : 1);
