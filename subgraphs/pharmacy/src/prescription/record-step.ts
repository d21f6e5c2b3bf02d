import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { nextPlace } from '@lianyi/shared/database/next-place';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { Prescription, PrescriptionStatus } from './prescription.entity';
import { PrescriptionEvent } from './prescription-event.entity';

export interface StepTaken {
  readonly status: PrescriptionStatus;
  readonly at: Date;
  readonly note: string | null;
}

/**
 * Writes down a step with who took it and tells of it, within the transaction that holds the
 * prescription's row. A step taken twice meets the key of the first.
 */
export async function recordStep(
  manager: EntityManager,
  { name: by, institutionId }: Pick<Viewer, 'name' | 'institutionId'>,
  sheet: Pick<Prescription, 'id' | 'institutionId' | 'kind' | 'patientId' | 'sensitive'>,
  taken: StepTaken,
) {
  const prescriptionId = sheet.id;
  const log = { table: 'prescription_event', column: 'step' };
  const step = await nextPlace(manager, log, { prescriptionId });
  await insertRows(manager, PrescriptionEvent, [
    { ...taken, prescriptionId, step, by, institutionId },
  ]);
  const { kind, patientId, sensitive } = sheet;
  const payload = {
    prescriptionId,
    ...{ step, kind, status: taken.status, patientId, sensitive },
    ...{ institutionId, issuedAtInstitutionId: sheet.institutionId },
  };
  const type = 'pharmacy.prescription.stepped';
  const event = { id: `${type}:${prescriptionId}:${step}`, type, key: patientId, payload } as const;
  await recordEvents(manager, [event], taken.at);
}
