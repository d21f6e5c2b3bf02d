import { type PageRequest, selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, toPage, withoutHidden } from '@lianyi/shared/graphql/page';
import type { ReferralsContext } from '../context';
import { isWithin, reachedReceiver, release, scopeOf } from './referral.access';
import { Referral } from './referral.entity';
import { isForbidden } from './referral.loader';
import {
  conditionsOf,
  ReferralSide,
  type Sorting,
  sortingOf,
  type WorklistFilter,
} from './worklist-filter';

/**
 * What the viewer's institution sent (drafts too) or received, newest first unless told otherwise, as
 * long as each is a basis to open its patient's record. A row whose patient's record is closed to this
 * viewer is left out, so that a page can be shorter than asked for.
 */
export async function worklist(
  context: Pick<ReferralsContext, 'manager' | 'viewer' | 'access' | 'basisRule' | 'now'>,
  filter: WorklistFilter,
): Promise<Page<Referral>> {
  const { compare, cursorOf, requestOf } = sortingOf(filter.order);
  const request = requestOf(filter.first, filter.after);
  const sides = [ReferralSide.SENT, ReferralSide.RECEIVED].filter(
    (side) => filter.side == null || filter.side === side,
  );
  const rows: Referral[] = [];
  for (const side of sides) rows.push(...(await findSide(context, side, { filter, request })));
  const page = toPage(rows.sort(compare).slice(0, request.first + 1), request, cursorOf);
  return openedPage(context, page, cursorOf);
}

/** A page without the rows whose patient's record is closed to the viewer. */
export async function openedPage(
  context: Pick<ReferralsContext, 'access' | 'viewer'>,
  page: Page<Referral>,
  cursorOf: Sorting['cursorOf'],
): Promise<Page<Referral>> {
  const opened = await Promise.all(page.nodes.map((referral) => openedFor(context, referral)));
  return withoutHidden(
    page,
    opened.filter((referral) => referral !== null),
    cursorOf,
  );
}

/** Of what came in: not a draft, and not what the institution sent to itself. */
const notOwnDraft = '`submittedAt` IS NOT NULL AND `fromInstitutionId` <> `toInstitutionId`';

interface Asked {
  readonly filter: WorklistFilter;
  readonly request: PageRequest;
}

/** What stands on one side of the desk, by the index of that side and order. */
async function findSide(
  {
    manager,
    viewer,
    basisRule,
    now,
  }: Pick<ReferralsContext, 'manager' | 'viewer' | 'basisRule' | 'now'>,
  side: ReferralSide,
  { filter, request }: Asked,
): Promise<Referral[]> {
  const sent = side === ReferralSide.SENT;
  const instant = now();
  const conditions = [
    { sql: '(`endedAt` IS NULL OR `endedAt` >= ?)', parameters: [basisRule.endedSince(instant)] },
    ...conditionsOf(filter, sent ? 'toInstitutionId' : 'fromInstitutionId', instant),
    ...(sent ? [] : [notOwnDraft, reachedReceiver].map((sql) => ({ sql, parameters: [] }))),
  ];
  const source = {
    parent: sent ? ('fromInstitutionId' as const) : ('toInstitutionId' as const),
    order: sortingOf(filter.order).order,
    where: conditions.map(({ sql }) => sql).join(' AND '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
  const pages = await selectPages(manager, Referral, source, [viewer.institutionId], request);
  return pages.get(viewer.institutionId) ?? [];
}

async function openedFor(
  { access, viewer }: Pick<ReferralsContext, 'access' | 'viewer'>,
  referral: Referral,
): Promise<Referral | null> {
  try {
    const scope = scopeOf(await access.require(referral.patientId), viewer);
    return isWithin(referral, scope) ? release(referral, scope) : null;
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}
