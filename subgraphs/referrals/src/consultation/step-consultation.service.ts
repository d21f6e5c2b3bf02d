import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import type { ReferralsContext } from '../context';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { ConsultationForbidden, ConsultationStands } from './consultation.errors';
import { ConsultationEvent, ConsultationStep } from './consultation-event.entity';
import { ConsultationInvitation, InvitationStatus } from './consultation-invitation.entity';

const longest = { characters: 4000 };
const waiting = [InvitationStatus.INVITED, InvitationStatus.ACCEPTED];

/** What an invited institution does, from which states, and what becomes of its part. */
const ownSteps = {
  ACCEPT: { from: [InvitationStatus.INVITED], to: InvitationStatus.ACCEPTED },
  ANSWER: { from: waiting, to: InvitationStatus.ANSWERED },
  DECLINE: { from: waiting, to: InvitationStatus.DECLINED },
} as const;

export interface Said {
  readonly opinion: string | null;
  readonly plan: string | null;
}

/**
 * A step of an institution that is asked, once. It holds the consultation's row, so that nothing is
 * answered past its end. Refuses with FORBIDDEN, or CONFLICT that says where it stands.
 */
export async function stepInvitation(
  context: ReferralsContext,
  id: string,
  step: keyof typeof ownSteps,
  said: Said = { opinion: null, plan: null },
): Promise<Consultation> {
  const { database, now, viewer } = context;
  const consultation = await context.consultations.released.load(id);
  const { institutionId, name: by } = viewer;
  if (consultation.fromInstitutionId === institutionId) throw new ConsultationForbidden(id);
  if (step === 'ANSWER') checkText('opinion', said.opinion ?? '', longest);
  checkOptionalText('plan', said.plan, longest);
  const [at, { from, to }] = [now(), ownSteps[step]];
  await database.transaction(async (manager) => {
    const answered = step === 'ANSWER' ? 1 : 0;
    const held = await whileRequested(manager, id, { answers: () => `answers + ${answered}` });
    const { affected } = await manager
      .createQueryBuilder()
      .update(ConsultationInvitation)
      .set({ status: to, by, steppedAt: at, opinion: said.opinion, plan: said.plan })
      .where('consultationId = :id AND institutionId = :institutionId', { id, institutionId })
      .andWhere('status IN (:...from)', { from: [...from] })
      .execute();
    if (!held || affected !== 1) throw await standing(manager, id, institutionId);
    await told(manager, {
      consultationId: id,
      step: ConsultationStep[step],
      institutionId,
      at,
      by,
    });
  });
  return afterwards(context, id);
}

/**
 * The asker closes what was answered, with what was made of it, or cancels what was not, saying why.
 * Refuses with FORBIDDEN or CONFLICT.
 */
export async function endConsultation(
  context: ReferralsContext,
  id: string,
  step: ConsultationStep.CLOSE | ConsultationStep.CANCEL,
  outcome: string | null,
): Promise<Consultation> {
  const { database, now, viewer } = context;
  const consultation = await context.consultations.released.load(id);
  const { institutionId, name: by } = viewer;
  if (consultation.fromInstitutionId !== institutionId) throw new ConsultationForbidden(id);
  const closes = step === ConsultationStep.CLOSE;
  if (closes) checkOptionalText('outcome', outcome, longest);
  else checkText('reason', outcome ?? '', longest);
  const at = now();
  await database.transaction(async (manager) => {
    const status = closes ? ConsultationStatus.CLOSED : ConsultationStatus.CANCELLED;
    const ended = { status, endedAt: at, outcome };
    if (!(await whileRequested(manager, id, ended, closes ? 'answers > 0' : 'answers = 0')))
      throw await standing(manager, id);
    await manager.update(ConsultationInvitation, { consultationId: id }, { endedAt: at });
    await told(manager, { consultationId: id, step, institutionId, at, by });
  });
  return afterwards(context, id);
}

/** As it stands now; what this request had read of it is read anew. */
function afterwards({ consultations, database }: ReferralsContext, id: string) {
  consultations.invitations.clear(id);
  return read(database.read, id);
}

/** Changes a consultation that has not ended; its row is held from then on. */
async function whileRequested(
  manager: EntityManager,
  id: string,
  change: QueryDeepPartialEntity<Consultation>,
  also = '1 = 1',
): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Consultation)
    .set(change)
    .where('id = :id AND status = :requested', { id, requested: ConsultationStatus.REQUESTED })
    .andWhere(also)
    .execute();
  return affected === 1;
}

/** Writes a step down after those before it, while the consultation's row is held. */
async function told(
  manager: EntityManager,
  event: Omit<ConsultationEvent, 'institution' | 'place'>,
) {
  const sql = 'SELECT MAX(`place`) AS `last` FROM `consultation_event` WHERE `consultationId` = ?';
  const [{ last = 0 } = {}]: { last?: number }[] = await manager.query(sql, [event.consultationId]);
  await insertRows(manager, ConsultationEvent, [{ ...event, place: last + 1 }]);
}

async function standing(manager: EntityManager, id: string, institutionId?: string) {
  const consultation = await read(manager, id);
  const tail = 'WHERE `consultationId` = ? AND `institutionId` = ?';
  const [invitation] =
    institutionId === undefined
      ? []
      : await selectRows(manager, ConsultationInvitation, tail, [id, institutionId]);
  return new ConsultationStands(consultation, invitation);
}

async function read(manager: EntityManager, id: string): Promise<Consultation> {
  const [row] = await selectRows(manager, Consultation, 'WHERE `id` = ?', [id]);
  if (!row) throw new Error(`consultation ${id} is gone`);
  return row;
}
