import { ContractState, type FamilyDoctorContract } from './family-doctor-contract.entity';

/** Where a contract stands on a calendar day. */
export function contractState(
  { start, end, endedAt, renewedById }: FamilyDoctorContract,
  day: string,
): ContractState {
  const over = end !== null && (end < day || end < start);
  if (over && endedAt !== null) return ContractState.ENDED;
  if (over) return renewedById === null ? ContractState.EXPIRED : ContractState.RENEWED;
  return start > day ? ContractState.UPCOMING : ContractState.ACTIVE;
}
