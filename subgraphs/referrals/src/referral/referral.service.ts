import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage, withoutHidden } from '@lianyi/shared/graphql/page';
import type { ReferralsContext } from '../context';
import { isWithin, reachedReceiver, release, scopeOf } from './referral.access';
import { Referral, type ReferralDirection, type ReferralStatus } from './referral.entity';
import { isForbidden, newestFirst } from './referral.loader';

export interface WorklistFilter {
  readonly status?: ReferralStatus | null | undefined;
  readonly direction?: ReferralDirection | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/**
 * What the viewer's institution sent (drafts too) or received, newest first, as long as each is
 * a basis to open its patient's record. A row whose patient's record is closed to this viewer
 * is left out, so that a page can be shorter than asked for.
 */
export async function worklist(
  context: Pick<ReferralsContext, 'manager' | 'viewer' | 'access' | 'basisRule' | 'now'>,
  { status, direction, first, after }: WorklistFilter,
): Promise<Page<Referral>> {
  const { manager, viewer, basisRule, now } = context;
  const request = pageRequest(first, after, ['time', 'text']);
  const filters = [
    { sql: '(`endedAt` IS NULL OR `endedAt` >= ?)', value: basisRule.endedSince(now()) },
    ...(status ? [{ sql: '`status` = ?', value: status }] : []),
    ...(direction ? [{ sql: '`direction` = ?', value: direction }] : []),
  ];
  const side = async (parent: 'fromInstitutionId' | 'toInstitutionId', also?: string) => {
    const where = [...filters.map(({ sql }) => sql), ...(also ? [also] : [])].join(' AND ');
    const parameters = filters.map(({ value }) => value);
    const source = { parent, order: newestFirst, where, parameters };
    const pages = await selectPages(manager, Referral, source, [viewer.institutionId], request);
    return pages.get(viewer.institutionId) ?? [];
  };
  const sent = await side('fromInstitutionId');
  const received = await side('toInstitutionId', notOwnDraft);
  const rows = [...sent, ...received].sort(newerFirst).slice(0, request.first + 1);
  const page = toPage(rows, request, cursorOf);
  const opened = await Promise.all(page.nodes.map((referral) => openedFor(context, referral)));
  return withoutHidden(
    page,
    opened.filter((referral) => referral !== null),
    cursorOf,
  );
}

const cursorOf = (referral: Referral) => [referral.createdAt, referral.id];

/** Of what came in: not a draft, and not what the institution sent to itself. */
const notOwnDraft = `\`submittedAt\` IS NOT NULL AND ${reachedReceiver} AND \`fromInstitutionId\` <> \`toInstitutionId\``;

const newerFirst = (one: Referral, other: Referral) =>
  other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1);

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

/**
 * Those of the patients whom a referral concerns that the institution sent or received: live, or
 * ended within the days of the rule. One statement, however many patients.
 */
export async function referralBases(
  { manager, basisRule, now }: Pick<ReferralsContext, 'manager' | 'basisRule' | 'now'>,
  patientIds: readonly string[],
  institutionId: string,
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  // `? IN (columns)`, not OR: an OR draws SQLite to the institutions' indices, through all their rows.
  const rows: { patientId: string }[] = await manager.query(
    `SELECT DISTINCT \`patientId\` AS \`patientId\` FROM \`referral\` WHERE \`patientId\` IN (${placeholders(patientIds)}) AND ? IN (\`fromInstitutionId\`, \`toInstitutionId\`) AND (${reachedReceiver} OR ? IN (\`fromInstitutionId\`)) AND \`submittedAt\` IS NOT NULL AND (\`endedAt\` IS NULL OR \`endedAt\` >= ?) ORDER BY \`patientId\``,
    toParameters(manager, [
      ...patientIds,
      institutionId,
      institutionId,
      basisRule.endedSince(now()),
    ]),
  );
  return rows.map(({ patientId }) => patientId);
}
