import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { takeTurn } from '../posting/take-turn.service';
import { TrainingFinished, TrainingForbidden } from './training.errors';
import { TrainingPlacement } from './training-placement.entity';

/** What a viewer does in a training: its mentor or who manages the host judges, the trainee’s side writes. */
export interface TrainingPart {
  readonly training: TrainingPlacement;
  readonly judges: boolean;
}

/** A training in which the viewer has a part; refused the same whether it is others’ or none. */
export async function trainingPart(context: PersonnelContext, id: string): Promise<TrainingPart> {
  const { database, viewer } = context;
  const training = await trainingOf(database.read, id);
  if (!training) throw new TrainingForbidden(id);
  const managed = hasRole(viewer, 'PERSONNEL_MANAGER') ? await managedInstitutions(context) : [];
  const judges = viewer.practitionerId === training.mentorId || managed.includes(training.hostId);
  const learns =
    viewer.practitionerId === training.traineeId || managed.includes(training.fromInstitutionId);
  if (!judges && !learns) throw new TrainingForbidden(id);
  // Nobody judges herself, whatever else she does.
  return { training, judges: judges && viewer.practitionerId !== training.traineeId };
}

/** The same, for who judges. */
export async function trainingToJudge(context: PersonnelContext, id: string) {
  const { training, judges } = await trainingPart(context, id);
  if (!judges) throw new TrainingForbidden(id);
  return training;
}

export async function trainingOf(
  manager: EntityManager,
  id: string,
): Promise<TrainingPlacement | undefined> {
  const [row] = await selectRows(manager, TrainingPlacement, 'WHERE `id` = ?', [id]);
  return row;
}

/** Writes to a training that has no result yet, one after the other. */
export function writeUnfinished<Result>(
  { database }: PersonnelContext,
  { id, traineeId }: TrainingPlacement,
  work: (manager: EntityManager, training: TrainingPlacement) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (manager) => {
    await takeTurn(manager, traineeId);
    const training = await trainingOf(manager, id);
    if (!training) throw new Error(`training ${id} is not there`);
    if (training.result !== null) throw new TrainingFinished(training);
    return work(manager, training);
  });
}

/** Refuses a day outside the training or in the future; names the field. */
export function checkDayWithin(
  field: string,
  day: string,
  { start, plannedEnd }: TrainingPlacement,
  now: Date,
) {
  if (day < start) throw new InvalidInput(field, 'lies before the training.');
  if (plannedEnd !== null && day > plannedEnd)
    throw new InvalidInput(field, 'lies after the training.');
  if (day > shanghaiDay(now)) throw new InvalidInput(field, 'lies in the future.');
}
