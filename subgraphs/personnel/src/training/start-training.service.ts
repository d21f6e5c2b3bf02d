import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { existingInstitution } from '../institution/institution.service';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { sharesDays } from '../posting/days-in-force';
import { NotYourPeople } from '../posting/posting.errors';
import { takeTurn } from '../posting/take-turn.service';
import { refuseLeft } from '../practitioner/leavers';
import { personOf } from '../practitioner/managed-person.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { PractitionerNotFound } from '../practitioner/practitioner.errors';
import { checkMentor, checkPlace } from './mentor';
import { tellTraining } from './tell-training.service';
import { TrainingOverlaps } from './training.errors';
import { noteOf, type TrainingPlacementInput } from './training.inputs';
import { TrainingKind, TrainingPlacement } from './training-placement.entity';

/**
 * Sends a person the viewer manages to learn with a mentor elsewhere. The same training told again
 * is the one that is stored. Refuses with INVALID_INPUT naming the field where days, host or mentor
 * do not fit, with CONFLICT where another training has one of its days.
 */
export async function startTraining(
  context: PersonnelContext,
  input: TrainingPlacementInput,
): Promise<TrainingPlacement> {
  const { database, now } = context;
  const row = await rowOf(context, input);
  const host = await storedInstitution(context.database.read, row.hostId);
  return database.transaction(async (manager) => {
    await takeTurn(manager, row.traineeId);
    const others = await selectRows(manager, TrainingPlacement, 'WHERE `traineeId` = ?', [
      row.traineeId,
    ]);
    const same = others.find((one) => isSame(one, row));
    if (same) return same;
    refuseMerged('hostId', host, row.plannedEnd);
    refuseLeft('traineeId', await personOf(manager, row.traineeId));
    refuseLeft('mentorId', await personOf(manager, row.mentorId));
    const taken = others.find((one) => sharesDays(one, row));
    if (taken) throw new TrainingOverlaps(taken);
    await insertRows(manager, TrainingPlacement, [row]);
    await tellTraining(manager, 'started', row, now());
    return row;
  });
}

/** The training as it would be stored, held to the rules. */
async function rowOf(
  context: PersonnelContext,
  input: TrainingPlacementInput,
): Promise<TrainingPlacement> {
  const { newId, trainingRules } = context;
  const { hostId, start, end = null, kind } = input;
  const [department, plan] = [
    noteOf('department', input.department, 60),
    noteOf('plan', input.plan),
  ];
  if (end !== null && end < start) throw new InvalidInput('end', 'must not be before start.');
  const { trainee, mentor } = await peopleOf(context, input);
  if (!(await managedInstitutions(context)).includes(trainee.employerId))
    throw new NotYourPeople(trainee.id, 'traineeId');
  const host = await existingInstitution(context, hostId);
  const own = await existingInstitution(context, trainee.employerId);
  const placed = kind ?? TrainingKind.FURTHER_TRAINING;
  checkPlace(placed, host, own, trainingRules);
  checkMentor(mentor, host, start, trainingRules);
  return Object.assign(new TrainingPlacement(), {
    id: newId(),
    ...{ kind: placed, traineeId: trainee.id, fromInstitutionId: own.id },
    ...{ hostId, mentorId: mentor.id, department, plan, start, plannedEnd: end },
    ...{ end: null, result: null, resultNote: null },
  } satisfies TrainingPlacement);
}

/** As they are stored now. */
async function peopleOf(
  { database }: PersonnelContext,
  { traineeId, mentorId }: TrainingPlacementInput,
) {
  const ids = [traineeId, mentorId];
  const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
  const found = await selectRows(database.read, Practitioner, tail, ids);
  const person = (id: string) => {
    const one = found.find((row) => row.id === id);
    if (!one) throw new PractitionerNotFound(id);
    return one;
  };
  return { trainee: person(traineeId), mentor: person(mentorId) };
}

const identity = [
  ...(['kind', 'fromInstitutionId', 'hostId', 'mentorId', 'start', 'plannedEnd'] as const),
  ...(['department', 'plan'] as const),
];
const isSame = (one: TrainingPlacement, other: TrainingPlacement) =>
  identity.every((column) => one[column] === other[column]);
