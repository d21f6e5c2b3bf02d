import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { FamilyDoctorContract } from './family-doctor-contract.entity';

/** Tells, within its transaction, that a contract was signed; groups tell of illness and stay here. */
export async function tellSigned(manager: EntityManager, contract: FamilyDoctorContract, at: Date) {
  const { id: contractId, patientId, institutionId, start, end, renewsId } = contract;
  const payload = { contractId, patientId, institutionId, start, end, renewsId };
  const type = 'patients.contract.signed';
  await recordEvents(manager, [{ id: `${type}:${contractId}`, type, key: patientId, payload }], at);
}

/** Tells, within its transaction, that a contract was ended before its time; it is so once. */
export async function tellEnded(
  manager: EntityManager,
  { id: contractId, patientId, institutionId }: FamilyDoctorContract,
  end: string,
  at: Date,
) {
  const payload = { contractId, patientId, institutionId, end };
  const type = 'patients.contract.ended';
  await recordEvents(manager, [{ id: `${type}:${contractId}`, type, key: patientId, payload }], at);
}
