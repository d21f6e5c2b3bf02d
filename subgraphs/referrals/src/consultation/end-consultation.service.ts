import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { ConsultationForbidden, ConsultationStands } from './consultation.errors';
import { ConsultationStep } from './consultation-event.entity';
import { ConsultationInvitation, InvitationStatus } from './consultation-invitation.entity';
import { readConsultation, recordStep, whileRequested } from './record-step';

const longest = { characters: 4000 };
const tookPart: readonly InvitationStatus[] = [
  InvitationStatus.ACCEPTED,
  InvitationStatus.ANSWERED,
];
const everybody = Object.values(InvitationStatus);
const others = everybody.filter((status) => !tookPart.includes(status));

/**
 * The asker closes what was answered, with what was made of it, or cancels what was not, saying why. Who took
 * part opens the record for some days more after a closing; everybody else no longer. It needs no basis, as
 * ending only takes away: null where the record is closed to her by now. Refuses with FORBIDDEN or CONFLICT.
 */
export async function endConsultation(
  context: ReferralsContext,
  id: string,
  step: ConsultationStep.CLOSE | ConsultationStep.CANCEL,
  outcome: string | null,
): Promise<Consultation | null> {
  const { consultationRules, consultations, database, now, viewer } = context;
  const closes = step === ConsultationStep.CLOSE;
  if (closes) checkOptionalText('outcome', outcome, longest);
  else checkText('reason', outcome ?? '', longest);
  const { institutionId, name: by } = viewer;
  const tail = 'WHERE `id` = ? AND `fromInstitutionId` = ?';
  const [own] = await selectRows(database.read, Consultation, tail, [id, institutionId]);
  if (!own) throw new ConsultationForbidden(id);
  // Before anything is changed: a part that does not answer must not hide that it was done.
  const open = await consultations.openOrNull(id);
  const at = now();
  const status = closes ? ConsultationStatus.CLOSED : ConsultationStatus.CANCELLED;
  // Sent again.
  if (own.status === status && own.outcome === outcome) return open && own;
  const ended = database.transaction(async (manager) => {
    const also = closes ? 'answers > 0' : 'answers = 0';
    await whileRequested(manager, id, { status, endedAt: at, outcome }, also);
    await narrow(manager, id, closes ? others : everybody, at);
    if (closes) await narrow(manager, id, tookPart, consultationRules.openAfterEnd(at));
    await recordStep(manager, own, {
      step,
      ...{ institutionId, at, by, department: null, text: null },
    });
  });
  try {
    await ended;
  } catch (error) {
    // Whom the record is closed to is told nothing of how it stands.
    if (error instanceof ConsultationStands && !open) throw new ConsultationForbidden(id);
    throw error;
  }
  consultations.forget(id);
  return open && readConsultation(database.read, id);
}

/** Closes the record at a moment to those whose part is so, unless it is closed to them before. */
const narrow = (
  manager: EntityManager,
  id: string,
  statuses: readonly InvitationStatus[],
  openUntil: Date,
) =>
  manager
    .createQueryBuilder()
    .update(ConsultationInvitation)
    .set({ openUntil })
    .where('consultationId = :id AND openUntil > :openUntil', { id, openUntil })
    .andWhere('status IN (:...statuses)', { statuses: [...statuses] })
    .execute();
