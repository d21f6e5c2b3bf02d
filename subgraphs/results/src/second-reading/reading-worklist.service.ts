import { selectPages } from '@lianyi/shared/database/select-pages';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage, withoutHidden } from '@lianyi/shared/graphql/page';
import type { ResultsContext } from '../context';
import { isOpenTo } from '../diagnostic-request/diagnostic-request.access';
import { SecondReading } from './second-reading.entity';

const oldestFirst = [
  { column: 'askedAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

type Listing = Pick<ResultsContext, 'access' | 'manager' | 'secondReadings' | 'viewer'>;

/**
 * What the viewer's institution is asked to read again and has not, oldest first. A row whose
 * patient's record is closed to this viewer is left out.
 */
export async function openSecondReadings(
  context: Listing,
  first: number | undefined,
  after: string | undefined,
): Promise<Page<SecondReading>> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { manager, viewer } = context;
  const source = { parent: 'centerId', order: oldestFirst, where: '`readAt` IS NULL' } as const;
  const own = [viewer.institutionId];
  const pages = await selectPages(manager, SecondReading, source, own, request);
  const page = toPage(pages.get(viewer.institutionId) ?? [], request, cursorOf);
  const opened = await Promise.all(page.nodes.map((one) => isOpened(context, one)));
  return withoutHidden(
    page,
    page.nodes.filter((_, at) => opened[at]),
    cursorOf,
  );
}

const cursorOf = ({ askedAt, id }: SecondReading) => [askedAt, id];

async function isOpened(
  { access, secondReadings }: Listing,
  { patientId, requestId }: SecondReading,
): Promise<boolean> {
  try {
    const opened = await access.require(patientId);
    return isOpenTo(await secondReadings.requests.load(requestId), opened);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FORBIDDEN') return false;
    throw error;
  }
}
