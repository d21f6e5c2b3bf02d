import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import type { RecordRestriction } from './record-restriction.entity';

/**
 * Tells the other parts, within its transaction, that something is kept back or open again. The
 * fact is sensitive: no feed shows it, as it tells what the patient did not.
 */
export async function tellRestriction(
  manager: EntityManager,
  { viewer, now }: Pick<PatientsContext, 'viewer' | 'now'>,
  type: 'patients.restriction.recorded' | 'patients.restriction.lifted',
  { id: restrictionId, patientId, kind }: RecordRestriction,
) {
  const about = { restrictionId, patientId, kind, institutionId: viewer.institutionId };
  const payload = { ...about, sensitive: true } as const;
  const event = { id: `${type}:${restrictionId}`, type, key: patientId, payload };
  await recordEvents(manager, [event], now());
}
