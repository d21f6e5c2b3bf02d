import type { FamilyDoctorContract } from './family-doctor-contract.entity';

interface ContractsInForce {
  load(patientId: string): Promise<FamilyDoctorContract | null>;
}

/** The contract in force of whichever of a person's records; of several the one that began last. */
export async function contractOfPerson(
  contracts: ContractsInForce,
  records: readonly string[],
): Promise<FamilyDoctorContract | null> {
  const found = await Promise.all(records.map((record) => contracts.load(record)));
  return found.reduce(
    (latest, one) => (latest === null || (one && one.start > latest.start) ? one : latest),
    null,
  );
}
