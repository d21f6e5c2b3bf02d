import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { TrainingsForbidden } from './training.errors';
import type { TrainingsArgs } from './training.inputs';
import { TrainingPlacement } from './training-placement.entity';

const newest = [
  { column: 'start', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;
const parents = ['hostId', 'fromInstitutionId', 'traineeId', 'mentorId'] as const;
type Parent = (typeof parents)[number];

/** Trainings at a host, from a sender, of a trainee or with a mentor, newest first; one walk of an index. */
export async function trainings(
  context: PersonnelContext,
  args: TrainingsArgs,
): Promise<Page<TrainingPlacement>> {
  const request = pageRequest(args.first, args.after, ['text', 'text']);
  const { parent, id } = listOf(context, args);
  if (!(await maySee(context, parent, id))) throw new TrainingsForbidden();
  const where = args.unfinished ? '`result` IS NULL' : undefined;
  const source = { parent, order: newest, where };
  const pages = await selectPages(context.manager, TrainingPlacement, source, [id], request);
  return toPage(pages.get(id) ?? [], request, ({ start, id: last }) => [start, last]);
}

function listOf({ viewer }: PersonnelContext, args: TrainingsArgs) {
  const named = parents.filter((parent) => args[parent] != null);
  const [parent = 'hostId', another] = named;
  if (another) throw new InvalidInput(another, `is not asked with ${parent}.`);
  return { parent, id: args[parent] ?? viewer.institutionId };
}

async function maySee(context: PersonnelContext, parent: Parent, id: string): Promise<boolean> {
  const { viewer } = context;
  const ofPerson = parent === 'traineeId' || parent === 'mentorId';
  if (ofPerson && id === viewer.practitionerId) return true;
  if (!hasRole(viewer, 'PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')) return false;
  const institution = ofPerson ? (await existingPractitioner(context, id)).employerId : id;
  return (await managedInstitutions(context)).includes(institution);
}
