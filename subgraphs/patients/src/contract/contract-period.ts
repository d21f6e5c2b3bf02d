import { endOfTime } from '@lianyi/shared/time/calendar-day';
import { type EntityManager, In, MoreThanOrEqual } from 'typeorm';
import { PatientRow } from '../patient/patient.entity';
import type { ContractTerms } from './read-terms';

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

/** Sets anew until when the record's own contracts bind, after one of them was cut short. */
export async function releasePeriod(manager: EntityManager, patientId: string) {
  const latest =
    'SELECT MAX(COALESCE(`end`, :endOfTime)) FROM `family_doctor_contract` WHERE `patientId` = :patientId AND (`end` IS NULL OR `end` >= `start`)';
  await manager
    .createQueryBuilder()
    .update(PatientRow)
    .set({ contractUntil: () => `(${latest})` })
    .where('`id` = :patientId')
    .setParameters({ endOfTime, patientId })
    .execute();
}

/**
 * Whether each of two persons has a contract in force on a day or beginning after it. Locks their
 * records until the commit: a contract that is signed at once is seen, or sees what is done here.
 */
export async function bothUnderContract(
  manager: EntityManager,
  personIds: readonly string[],
  day: string,
): Promise<boolean> {
  const persons = { personId: In([...personIds]) };
  await manager.update(PatientRow, persons, { contractUntil: () => '`contractUntil`' });
  const rows = await manager.findBy(PatientRow, {
    ...persons,
    contractUntil: MoreThanOrEqual(day),
  });
  return new Set(rows.map(({ personId }) => personId)).size > 1;
}
