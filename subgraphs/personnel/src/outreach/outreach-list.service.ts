import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { NotYourLog } from './outreach.errors';
import type { OutreachVisitsArgs } from './outreach.inputs';
import { OutreachVisit } from './outreach-visit.entity';
import { boundsOfMonth } from './visit-month';

const newest = [
  { column: 'startedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/**
 * Visits to a host or of a visitor, newest first: to the viewer's institution and of its people, of
 * a leading one to all it leads and of all their people, and her own. One statement, a walk of an
 * index. Refuses a host or visitor of others with FORBIDDEN.
 */
export async function outreachVisits(
  context: PersonnelContext,
  args: OutreachVisitsArgs,
): Promise<Page<OutreachVisit>> {
  const request = pageRequest(args.first, args.after, ['time', 'text']);
  const { parent, id } = await listOf(context, args);
  const span = args.month == null ? null : boundsOfMonth(args.month);
  const where = [
    ...(args.unconfirmed ? ['`confirmedById` IS NULL AND `withdrawnAt` IS NULL'] : []),
    ...(span ? ['`startedAt` >= ? AND `startedAt` < ?'] : []),
  ].join(' AND ');
  const source = { parent, order: newest, where, parameters: span ?? [] };
  const pages = await selectPages(context.manager, OutreachVisit, source, [id], request);
  return toPage(pages.get(id) ?? [], request, ({ startedAt, id: last }) => [startedAt, last]);
}

interface VisitList {
  readonly parent: 'hostId' | 'practitionerId';
  readonly id: string;
}

async function listOf(context: PersonnelContext, args: OutreachVisitsArgs): Promise<VisitList> {
  const { viewer } = context;
  const { hostId, practitionerId } = args;
  if (practitionerId == null) {
    const id = hostId ?? viewer.institutionId;
    if (id === viewer.institutionId || (await seesAllOf(context, id)))
      return { parent: 'hostId', id };
    throw new NotYourLog();
  }
  if (hostId != null) throw new InvalidInput('practitionerId', 'is not asked with a host.');
  if (practitionerId !== viewer.practitionerId) {
    if (!isOffice(context)) throw new NotYourLog();
    const { employerId } = await existingPractitioner(context, practitionerId);
    if (!(await seesAllOf(context, employerId))) throw new NotYourLog();
  }
  return { parent: 'practitionerId', id: practitionerId };
}

const isOffice = ({ viewer }: PersonnelContext) =>
  hasRole(viewer, 'PERSONNEL_MANAGER', 'COMMUNITY_OFFICE');

const seesAllOf = async (context: PersonnelContext, institutionId: string) =>
  isOffice(context) && (await managedInstitutions(context)).includes(institutionId);
