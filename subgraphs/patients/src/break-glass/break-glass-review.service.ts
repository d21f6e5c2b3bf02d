import { holderOf } from '@lianyi/shared/auth/holder-of';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { NewAccessEvent } from '../audit/chain-hash';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import type { PageArguments } from '../patient/record.access';
import { GrantAlreadyReviewed, OwnGrantForbidden, ReviewForbidden } from './break-glass.errors';
import type { BreakGlassGrant } from './break-glass-grant.entity';
import {
  BreakGlassOutcome,
  BreakGlassReviewRow,
  BreakGlassReviewStatus,
} from './break-glass-review.entity';
import { selectReviews } from './break-glass-review.loader';
import type { BreakGlassReview } from './break-glass-review.view';
import { readNote } from './read-reason';

export interface ReviewsAsked extends PageArguments {
  readonly status?: BreakGlassReviewStatus | null | undefined;
}

/**
 * The emergencies the viewer's institution reviews, at the institution that leads the community
 * those of all: open ones first, of each the one that is due first. Each shown is an event.
 */
export async function findReviews(
  context: PatientsContext,
  { status, first, after }: ReviewsAsked,
): Promise<Page<BreakGlassReview>> {
  const { chain, glass, manager } = context;
  const request = pageRequest(first, after, ['text', 'time', 'text']);
  const institutionId = await reachOf(context);
  const rows = await selectReviews(manager, { institutionId, status: status ?? null }, request);
  const page = toPage(rows, request, (row) => [row.status, row.dueAt, row.id]);
  const grants = await Promise.all(page.nodes.map(({ id }) => glass.grants.load(id)));
  const patientIds = [...new Set(grants.map(({ patientId }) => patientId))];
  await chain.append(patientIds.map((id) => eventOf(context, id, 'READ_BREAK_GLASS_REVIEW', null)));
  return {
    ...page,
    nodes: page.nodes.flatMap((row, at) => {
      const grant = grants[at];
      return grant ? [showReview(context, row, grant)] : [];
    }),
  };
}

export interface Decision {
  readonly outcome: BreakGlassOutcome;
  readonly note?: string | null | undefined;
}

/**
 * Judges an emergency, once: of auditors who decide at the same time one succeeds, the others are
 * told of it by CONFLICT. Decision and event are one commit. Refuses with INVALID_INPUT a
 * NOT_JUSTIFIED without a note; with FORBIDDEN a grant that nobody has or another institution
 * reviews, and the viewer's own. Refusals about a grant that exists are recorded.
 */
export async function reviewBreakGlass(
  context: PatientsContext,
  id: string,
  { outcome, note: given }: Decision,
): Promise<BreakGlassReview> {
  const { chain, database, now, policy } = context;
  const note = readNote(given, policy.breakGlass);
  if (outcome === BreakGlassOutcome.NOT_JUSTIFIED && note === null)
    throw new InvalidInput('note', 'must say why the glass should not have been broken.');
  const { row, grant } = await requireReviewable(context, id);
  const reviewedAt = now();
  const event = eventOf(context, grant.patientId, 'REVIEW_BREAK_GLASS', null);
  const decided = {
    status: BreakGlassReviewStatus.REVIEWED,
    ...{ outcome, note, reviewedAt },
    ...{ reviewerSubject: event.viewerSubject, reviewerName: event.viewerName },
  };
  const won = await database.transaction(async (manager) => {
    const open = { id, status: BreakGlassReviewStatus.OPEN };
    const { affected } = await manager.update(BreakGlassReviewRow, open, decided);
    if (affected !== 1) return false;
    await chain.appendWithin(manager, [event]);
    return true;
  });
  if (!won) throw await refuseDecided(context, grant);
  return showReview(context, Object.assign(row, decided), grant);
}

/** The institution whose emergencies the viewer reviews; null: all. */
async function reachOf({ community, identity, viewer }: PatientsContext): Promise<string | null> {
  const { leads } = await community(identity);
  return leads(viewer.institutionId) ? null : viewer.institutionId;
}

async function requireReviewable(context: PatientsContext, id: string) {
  const { glass, manager, viewer } = context;
  const reach = await reachOf(context);
  const row = await findReview(manager, id);
  if (row === null) throw new ReviewForbidden(id);
  const grant = await glass.grants.load(id);
  const refuse = async (reason: string, refusal: Error) => {
    await context.chain.append([eventOf(context, grant.patientId, 'REVIEW_BREAK_GLASS', reason)]);
    throw refusal;
  };
  if (reach !== null && reach !== row.institutionId)
    await refuse('of another institution', new ReviewForbidden(id));
  // The person counts, not where she signs in as an auditor.
  if (grant.holder === holderOf({ ...viewer, institutionId: grant.institutionId }))
    await refuse('the viewer’s own grant', new OwnGrantForbidden(id));
  if (row.status === BreakGlassReviewStatus.REVIEWED) throw await refuseDecided(context, grant);
  return { row, grant };
}

async function findReview(manager: PatientsContext['manager'], id: string) {
  const [row] = await selectRows(manager, BreakGlassReviewRow, 'WHERE `id` = ?', [id]);
  return row ?? null;
}

async function refuseDecided(context: PatientsContext, { id, patientId }: BreakGlassGrant) {
  const decided = await findReview(context.manager, id);
  if (!decided?.outcome) return new Error('a review that is neither open nor decided');
  const reason = 'already reviewed';
  await context.chain.append([eventOf(context, patientId, 'REVIEW_BREAK_GLASS', reason)]);
  return new GrantAlreadyReviewed(id, decided.outcome);
}

/** A look or decision of an auditor, who needs no basis; `refusal` says why it was refused. */
function eventOf(
  { identity, now }: PatientsContext,
  patientId: string,
  action: string,
  refusal: string | null,
): NewAccessEvent {
  const facts = { patientId, action, allowed: refusal === null, basis: null, reason: refusal };
  return describeEvent(identity, now(), facts);
}

function showReview(
  { now }: Pick<PatientsContext, 'now'>,
  row: BreakGlassReviewRow,
  grant: BreakGlassGrant,
): BreakGlassReview {
  const { id, status, dueAt, outcome, note, reviewerName, reviewedAt } = row;
  const { patientId, reason, restricted, grantedAt, expiresAt, institutionId } = grant;
  return {
    restricted,
    ...{ id, patientId, reason, grantedAt, expiresAt, status, dueAt, outcome, note, reviewedAt },
    viewer: {
      subject: grant.viewerSubject,
      ...{ name: grant.viewerName, institutionId },
      roles: grant.viewerRoles.split(' ').filter((role) => role !== ''),
    },
    overdue: (reviewedAt ?? now()) > dueAt,
    reviewedBy: reviewerName,
  };
}
