import { insertRows } from '@lianyi/shared/database/insert-rows';
import { nextPlace } from '@lianyi/shared/database/next-place';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { ConsultationStands } from './consultation.errors';
import { ConsultationEvent } from './consultation-event.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';

/** A step of a consultation, by whom and where. */
export type StepTaken = Pick<
  ConsultationEvent,
  'at' | 'by' | 'department' | 'institutionId' | 'step' | 'text'
>;

/**
 * Changes a consultation that has not ended; its row is held from then on, so that steps follow one
 * another. Rejects with CONFLICT that says where it stands.
 */
export async function whileRequested(
  manager: EntityManager,
  id: string,
  change: QueryDeepPartialEntity<Consultation>,
  also = '1 = 1',
): Promise<void> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Consultation)
    .set(change)
    .where('id = :id AND status = :requested', { id, requested: ConsultationStatus.REQUESTED })
    .andWhere(also)
    .execute();
  if (affected !== 1) throw new ConsultationStands(await readConsultation(manager, id));
}

/** Writes a step down after those before it, and tells others of it, while the consultation's row is held. */
export async function recordStep(
  manager: EntityManager,
  about: Pick<Consultation, 'fromInstitutionId' | 'id' | 'patientId' | 'sensitive'>,
  taken: StepTaken,
) {
  const { fromInstitutionId, id: consultationId, patientId, sensitive } = about;
  const log = { table: 'consultation_event', column: 'place' };
  const place = await nextPlace(manager, log, { consultationId });
  await insertRows(manager, ConsultationEvent, [{ ...taken, consultationId, place }]);
  const payload = {
    consultationId,
    ...{ step: place, status: taken.step, patientId, sensitive },
    ...{ institutionId: taken.institutionId, fromInstitutionId },
  };
  const type = 'referrals.consultation.stepped';
  const event = {
    id: `${type}:${consultationId}:${place}`,
    type,
    key: patientId,
    payload,
  } as const;
  await recordEvents(manager, [event], taken.at);
}

export async function readConsultation(manager: EntityManager, id: string): Promise<Consultation> {
  const [row] = await selectRows(manager, Consultation, 'WHERE `id` = ?', [id]);
  if (!row) throw new Error(`consultation ${id} is gone`);
  return row;
}

export async function readInvitation(
  manager: EntityManager,
  { consultationId, departmentName, institutionId }: ConsultationInvitation,
): Promise<ConsultationInvitation> {
  const tail = 'WHERE `consultationId` = ? AND `institutionId` = ? AND `departmentName` = ?';
  const [row] = await selectRows(manager, ConsultationInvitation, tail, [
    ...[consultationId, institutionId, departmentName],
  ]);
  if (!row) throw new Error(`an invitation of consultation ${consultationId} is gone`);
  return row;
}
