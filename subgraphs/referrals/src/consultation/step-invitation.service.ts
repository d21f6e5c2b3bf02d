import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import type { Consultation } from './consultation.entity';
import { ConsultationForbidden, ConsultationStands } from './consultation.errors';
import { ConsultationEvent, ConsultationStep } from './consultation-event.entity';
import { ConsultationInvitation, InvitationStatus } from './consultation-invitation.entity';
import {
  readConsultation,
  readInvitation,
  recordStep,
  type StepTaken,
  whileRequested,
} from './record-step';

const longest = { characters: 4000 };
const waiting = [InvitationStatus.INVITED, InvitationStatus.ACCEPTED];

/** What an invited institution does, from which states, and what becomes of its part. */
const ownSteps = {
  ACCEPT: { from: [InvitationStatus.INVITED], to: InvitationStatus.ACCEPTED },
  ANSWER: { from: waiting, to: InvitationStatus.ANSWERED },
  DECLINE: { from: waiting, to: InvitationStatus.DECLINED },
} as const;

export interface Said {
  /** Which department of the institution it is; null where one part of it is asked. */
  readonly department: string | null;
  readonly opinion: string | null;
  readonly plan: string | null;
}

/**
 * A step of an institution that is asked, once. It holds the consultation's row, so that nothing is
 * answered past its end. Refuses with FORBIDDEN, INVALID_INPUT naming the field, or CONFLICT that says
 * where it stands.
 */
export async function stepInvitation(
  context: ReferralsContext,
  id: string,
  step: keyof typeof ownSteps,
  { department, opinion, plan }: Said,
): Promise<Consultation> {
  if (step === 'ANSWER') checkText('opinion', opinion ?? '', longest);
  if (step === 'DECLINE') checkText('reason', opinion ?? '', longest);
  checkOptionalText('plan', plan, longest);
  const { from, to } = ownSteps[step];
  const said = { status: to, by: context.viewer.name, opinion, plan };
  // Whom the record is closed to since she declined is told that she did.
  const declined =
    step === 'DECLINE' && (await declinedBefore(context, id, { ...said, department }));
  if (declined) return declined;
  return asInvited(context, id, department, async (manager, invitation, taken) => {
    const isDone = async () => isSame(await readInvitation(manager, invitation), said);
    if (await isDone()) return null;
    await whileRequested(manager, id, { answers: () => 'answers' });
    // Or at this very moment, before the row was held.
    if (await isDone()) return null;
    const { at: steppedAt } = taken;
    const { affected } = await manager
      .createQueryBuilder()
      .update(ConsultationInvitation)
      .set({ ...said, steppedAt, ...(step === 'DECLINE' ? { openUntil: steppedAt } : {}) })
      .where(keyOf(invitation))
      .andWhere('status IN (:...from)', { from: [...from] })
      .execute();
    if (affected !== 1) throw await standing(manager, invitation);
    if (step === 'ANSWER') await whileRequested(manager, id, { answers: () => 'answers + 1' });
    return { ...taken, step: ConsultationStep[step] };
  });
}

type Answered = Pick<ConsultationInvitation, 'by' | 'opinion' | 'plan' | 'status'>;

/** The same step, said by the same person in the same words: it was sent again. */
const isSame = (stored: Answered, { by, opinion, plan, status }: Answered) =>
  stored.status === status &&
  stored.by === by &&
  stored.opinion === opinion &&
  stored.plan === plan;

/** The consultation she declined in these words before; null where she did not. */
async function declinedBefore(
  { database, viewer }: ReferralsContext,
  id: string,
  said: Answered & Pick<Said, 'department'>,
): Promise<Consultation | null> {
  const tail = 'WHERE `consultationId` = ? AND `institutionId` = ?';
  const own = await selectRows(database.read, ConsultationInvitation, tail, [
    ...[id, viewer.institutionId],
  ]);
  const wanted = said.department?.trim() || null;
  const same = own.some(
    (one) => (wanted === null || one.department === wanted) && isSame(one, said),
  );
  return same ? readConsultation(database.read, id) : null;
}

/**
 * Adds to an answer that was given, while the consultation lasts; the answer itself stays as it was.
 * The same words again are added once. Refuses as a step does.
 */
export async function addToAnswer(
  context: ReferralsContext,
  id: string,
  department: string | null,
  text: string,
): Promise<Consultation> {
  checkText('text', text, longest);
  return asInvited(context, id, department, async (manager, invitation, taken) => {
    await whileRequested(manager, id, { answers: () => 'answers' });
    const { status } = await readInvitation(manager, invitation);
    if (status !== InvitationStatus.ANSWERED) throw await standing(manager, invitation);
    const tail = 'WHERE `consultationId` = ? AND `step` = ? AND `institutionId` = ?';
    const added = await selectRows(manager, ConsultationEvent, tail, [
      ...[id, ConsultationStep.ADD, invitation.institutionId],
    ]);
    const known = added.some(
      (one) => one.text === text && one.department === invitation.department,
    );
    return known ? null : { ...taken, step: ConsultationStep.ADD, text };
  });
}

type Taken = Omit<StepTaken, 'step'>;

/** Does what an invited institution may, in a transaction, and writes down the step that came of it. */
async function asInvited(
  context: ReferralsContext,
  id: string,
  department: string | null,
  work: (
    manager: EntityManager,
    invitation: ConsultationInvitation,
    taken: Taken,
  ) => Promise<StepTaken | null>,
): Promise<Consultation> {
  const { consultations, database, now, viewer } = context;
  const consultation = await consultations.readAgain(id);
  const { institutionId, name: by } = viewer;
  if (consultation.fromInstitutionId === institutionId) throw new ConsultationForbidden(id);
  const own = (await consultations.invitations.load(id)).filter(
    (one) => one.institutionId === institutionId,
  );
  const invitation = named(own, department);
  const taken = {
    at: now(),
    ...{ by, institutionId, department: invitation.department, text: null },
  };
  await database.transaction(async (manager) => {
    const step = await work(manager, invitation, taken);
    if (step) await recordStep(manager, consultation, step);
  });
  consultations.forget(id);
  return readConsultation(database.read, id);
}

/** The one that is asked under this name. */
function named(own: readonly ConsultationInvitation[], department: string | null) {
  const wanted = department?.trim() || null;
  const found = wanted === null ? own : own.filter((one) => one.department === wanted);
  const [only] = found;
  if (only && found.length === 1) return only;
  const names = own.map((one) => one.departmentName).filter(Boolean);
  const known =
    names.length > 0 ? `of those that are asked: ${names.join(', ')}.` : 'to be named here.';
  throw new InvalidInput('department', `must be one ${known}`);
}

const keyOf = ({ consultationId, departmentName, institutionId }: ConsultationInvitation) => ({
  consultationId,
  ...{ departmentName, institutionId },
});

const standing = async (manager: EntityManager, invitation: ConsultationInvitation) =>
  new ConsultationStands(
    await readConsultation(manager, invitation.consultationId),
    await readInvitation(manager, invitation),
  );
