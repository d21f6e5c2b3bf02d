import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { ReferralsContext } from '../context';
import { reachedReceiver } from '../referral/referral.access';
import { Referral } from '../referral/referral.entity';
import { institutionsOf } from './institutions-of';
import { OverdueReferral } from './overdue.view';

/** Longest overdue first; `id` makes the order total. */
const byDue = [
  { column: 'dueAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

export interface OverdueAsked {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/**
 * Slips whose next step is overdue, longest first: of the viewer's institution, sent or received; for
 * the community office of a leading one, of every institution it leads. It comes from the clock and
 * the due time that is stored: nothing has to run for it, so nothing can miss it or tell it twice,
 * however many processes there are and whenever they were started.
 */
export async function overdueReferrals(
  context: ReferralsContext,
  { first, after }: OverdueAsked,
): Promise<Page<OverdueReferral>> {
  const { manager, now } = context;
  const request = pageRequest(first, after, ['time', 'text']);
  const institutionIds = await institutionsOf(context);
  const side = async (parent: 'fromInstitutionId' | 'toInstitutionId', also = '') => {
    const source = { parent, order: byDue, where: `\`dueAt\` <= ?${also}`, parameters: [now()] };
    const pages = await selectPages(manager, Referral, source, institutionIds, request);
    return [...pages.values()].flat();
  };
  const found = [
    ...(await side('fromInstitutionId')),
    ...(await side('toInstitutionId', ` AND ${reachedReceiver}`)),
  ];
  const rows = [...new Map(found.map((row) => [row.id, row])).values()]
    .sort((one, other) => dueOf(one) - dueOf(other) || (one.id < other.id ? -1 : 1))
    .slice(0, request.first + 1);
  const page = toPage(rows, request, ({ dueAt, id }) => [dueAt ?? '', id]);
  return { ...page, nodes: page.nodes.map(toOverdue) };
}

const dueOf = ({ dueAt }: Referral) => dueAt?.getTime() ?? 0;

const toOverdue = ({ id: referralId, ...row }: Referral) =>
  Object.assign(new OverdueReferral(), {
    ...{ referralId, number: row.number, direction: row.direction, status: row.status },
    ...{ urgency: row.urgency, dueAt: row.dueAt ?? undefined },
    ...{ fromInstitutionId: row.fromInstitutionId, toInstitutionId: row.toInstitutionId },
  });
