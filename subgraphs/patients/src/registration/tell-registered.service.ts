import { selectRows } from '@lianyi/shared/database/select-rows';
import type { ProductEvent } from '@lianyi/shared/events/event';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import { PatientIdentifier } from '../identifier/identifier.entity';
import type { Gap } from './fill-gaps';

type Telling = Pick<PatientsContext, 'viewer' | 'now' | 'newId'>;

/** What a registration brought to a record. */
export interface Brought {
  readonly patientId: string;
  readonly isNew: boolean;
  /** The numbers that were nobody's before, or are claimed. */
  readonly numbers: readonly Pick<PatientIdentifier, 'system' | 'claim'>[];
  readonly filled: readonly Gap[];
}

/** Numbers a registration has taken; it holds them under the newcomer's id until it knows who she is. */
export const numbersOf = (manager: EntityManager, newcomer: string) =>
  selectRows(manager, PatientIdentifier, 'WHERE `patientId` = ?', [newcomer]);

/** Tells, within the transaction that registers, what is new; nothing where all was known. */
export async function tellRegistered(
  manager: EntityManager,
  { viewer, now, newId }: Telling,
  { patientId, isNew, numbers, filled }: Brought,
) {
  const about = { patientId, institutionId: viewer.institutionId };
  const events: ProductEvent[] = numbers.map(({ system, claim }) => ({
    id: `patients.identifier.linked:${newId()}`,
    type: 'patients.identifier.linked',
    key: patientId,
    payload: { ...about, system, claimed: claim !== '' },
  }));
  for (const gap of filled)
    events.push({
      id: `patients.patient.updated:${patientId}:${gap}`,
      type: 'patients.patient.updated',
      key: patientId,
      payload: { ...about, field: gap === 'sealedPhone' ? 'phone' : gap },
    });
  if (isNew)
    events.unshift({
      id: `patients.patient.registered:${patientId}`,
      type: 'patients.patient.registered',
      key: patientId,
      payload: about,
    });
  if (events.length > 0) await recordEvents(manager, events, now());
}
