import type { EntityManager } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';
import type { ContractTerms } from './read-terms';

/** The last day of a contract that has none. */
export const endless = '9999-12-31';

/**
 * Takes a period for a record, in one conditional update over every record of the person: each
 * must be free of contracts from `start` on. Of any number at once exactly one gets true; the
 * others must write nothing.
 */
export async function holdPeriod(
  manager: EntityManager,
  { id, personId }: Pick<PatientRow, 'id' | 'personId'>,
  { start, end }: ContractTerms,
): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(PatientRow)
    .set({ contractUntil: () => 'CASE WHEN `id` = :id THEN :end ELSE `contractUntil` END' })
    .where('`personId` = :personId AND (`contractUntil` IS NULL OR `contractUntil` < :start)')
    .setParameters({ id, end, personId, start })
    .execute();
  // A record merged into the person meanwhile counts too, one that was parted does not.
  const records = await manager.countBy(PatientRow, { personId });
  return records > 0 && affected === records;
}

/** Locks a record against contracts signed at once, until the commit. */
export async function lockRecord(manager: EntityManager, patientId: string) {
  await manager.update(PatientRow, { id: patientId }, { contractUntil: () => '`contractUntil`' });
}

/** Sets anew until when the record's own contracts bind, after one of them was cut short. */
export async function releasePeriod(manager: EntityManager, patientId: string) {
  const latest =
    'SELECT MAX(COALESCE(`end`, :endless)) FROM `family_doctor_contract` WHERE `patientId` = :patientId AND (`end` IS NULL OR `end` >= `start`)';
  await manager
    .createQueryBuilder()
    .update(PatientRow)
    .set({ contractUntil: () => `(${latest})` })
    .where('`id` = :patientId')
    .setParameters({ endless, patientId })
    .execute();
}
