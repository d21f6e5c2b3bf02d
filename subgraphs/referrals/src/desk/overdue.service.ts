import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, toPage } from '@lianyi/shared/graphql/page';
import type { ReferralsContext } from '../context';
import { reachedReceiver } from '../referral/referral.access';
import { Referral } from '../referral/referral.entity';
import { dueFirst } from '../referral/worklist-filter';
import { institutionsOf } from './institutions-of';
import { OverdueReferral } from './overdue.view';

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
  const request = dueFirst.requestOf(first, after);
  const institutionIds = await institutionsOf(context);
  const side = async (parent: 'fromInstitutionId' | 'toInstitutionId', also = '') => {
    const where = `\`dueAt\` <= ?${also}`;
    const source = { parent, order: dueFirst.order, where, parameters: [now()] };
    const pages = await selectPages(manager, Referral, source, institutionIds, request);
    return [...pages.values()].flat();
  };
  const found = [
    ...(await side('fromInstitutionId')),
    ...(await side('toInstitutionId', ` AND ${reachedReceiver}`)),
  ];
  const rows = [...new Map(found.map((row) => [row.id, row])).values()]
    .sort(dueFirst.compare)
    .slice(0, request.first + 1);
  const page = toPage(rows, request, dueFirst.cursorOf);
  return { ...page, nodes: page.nodes.map(toOverdue) };
}

const toOverdue = ({ id: referralId, ...row }: Referral) =>
  Object.assign(new OverdueReferral(), {
    referralId,
    ...{ number: row.number, direction: row.direction, status: row.status },
    ...{ urgency: row.urgency, dueAt: row.dueAt ?? undefined },
    ...{ fromInstitutionId: row.fromInstitutionId, toInstitutionId: row.toInstitutionId },
  });
