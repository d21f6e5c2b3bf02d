import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import type { PatientMerge } from './patient-merge.entity';

/** Tells, within its transaction, of a merge or of its reversal, which comes once. */
export async function tellMerge(
  manager: EntityManager,
  { viewer, now }: Pick<PatientsContext, 'viewer' | 'now'>,
  type: 'patients.patient.merged' | 'patients.patient.unmerged',
  {
    id: mergeId,
    patientId: otherPatientId,
    intoId: patientId,
  }: Pick<PatientMerge, 'id' | 'patientId' | 'intoId'>,
) {
  const { institutionId } = viewer;
  const payload = { mergeId, patientId, otherPatientId, institutionId };
  await recordEvents(manager, [{ id: `${type}:${mergeId}`, type, key: patientId, payload }], now());
}
