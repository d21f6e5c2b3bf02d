import { selectPages } from '@lianyi/shared/database/select-pages';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage, withoutHidden } from '@lianyi/shared/graphql/page';
import type { ResultsContext } from '../context';
import type { DiagnosticRequestStatus } from './diagnosis-words';
import { isOpenTo } from './diagnostic-request.access';
import { DiagnosticRequest } from './diagnostic-request.entity';
import type { RequestSide } from './open-request.service';
import { present } from './present-request';

/** The most urgent first, of these what is due first; `id` makes the order total. */
const inOrder = [
  { column: 'urgencyRank', direction: 'ASC' },
  { column: 'dueAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

export interface RequestFilter {
  readonly status?: DiagnosticRequestStatus | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

type Listing = Pick<
  ResultsContext,
  'access' | 'diagnosis' | 'instant' | 'items' | 'manager' | 'viewer'
>;

/**
 * What the viewer's institution sent or is asked to diagnose, by urgency and due time: without a
 * status what is open, with an ended one what ended within the days of the rule. A row whose
 * patient's record is closed to this viewer is left out, so that a page can be shorter than asked.
 */
export async function diagnosticWorklist(
  context: Listing,
  { status, first, after }: RequestFilter,
): Promise<Page<DiagnosticRequest>> {
  const request = pageRequest(first, after, ['number', 'time', 'text']);
  const { manager, viewer } = context;
  const walk = async (parent: RequestSide, { where, parameters }: Walk) => {
    const source = { parent, order: inOrder, where, parameters };
    const own = [viewer.institutionId];
    const pages = await selectPages(manager, DiagnosticRequest, source, own, request);
    return pages.get(viewer.institutionId) ?? [];
  };
  const walks = walksOf(status ?? null, context);
  const sides: RequestSide[] = ['centerId', 'fromInstitutionId'];
  const found = await Promise.all(sides.flatMap((side) => walks.map((one) => walk(side, one))));
  const page = toPage(
    found
      .flat()
      .sort(bySequence)
      .slice(0, request.first + 1),
    request,
    cursorOf,
  );
  const opened = await Promise.all(page.nodes.map((one) => openedFor(context, one)));
  return withoutHidden(
    page,
    opened.filter((one) => one !== null),
    cursorOf,
  );
}

/** One walk of an index: a stored status, and what else holds of its rows. */
interface Walk {
  readonly where: string;
  readonly parameters: readonly (string | Date)[];
}

/** A claim that ran out is stored as CLAIMED and stands among those REQUESTED. */
function walksOf(
  status: DiagnosticRequestStatus | null,
  { diagnosis, instant }: Pick<Listing, 'diagnosis' | 'instant'>,
): Walk[] {
  const requested = { where: "`status` = 'REQUESTED'", parameters: [] };
  const claimed = (also: string): Walk => ({
    where: `\`status\` = 'CLAIMED' AND \`claimedUntil\` ${also} ?`,
    parameters: [instant],
  });
  if (status === null) return [requested, { where: "`status` = 'CLAIMED'", parameters: [] }];
  if (status === 'REQUESTED') return [requested, claimed('<=')];
  if (status === 'CLAIMED') return [claimed('>')];
  const where = '`status` = ? AND `endedAt` >= ?';
  return [{ where, parameters: [status, diagnosis.endedSince(instant)] }];
}

const cursorOf = ({ urgencyRank, dueAt, id }: DiagnosticRequest) => [urgencyRank, dueAt, id];

const bySequence = (one: DiagnosticRequest, other: DiagnosticRequest) =>
  one.urgencyRank - other.urgencyRank ||
  one.dueAt.getTime() - other.dueAt.getTime() ||
  (one.id < other.id ? -1 : 1);

async function openedFor(
  context: Listing,
  request: DiagnosticRequest,
): Promise<DiagnosticRequest | null> {
  try {
    const access = await context.access.require(request.patientId);
    return isOpenTo(request, access) ? present(request, context) : null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FORBIDDEN') return null;
    throw error;
  }
}
