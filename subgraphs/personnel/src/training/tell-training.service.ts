import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { TrainingPlacement } from './training-placement.entity';

/** Tells that a training began or ended, within the transaction that stores it; by ids alone. */
export function tellTraining(
  manager: EntityManager,
  what: 'started' | 'ended',
  { id: trainingId, traineeId, fromInstitutionId, hostId }: TrainingPlacement,
  at: Date,
): Promise<void> {
  const type = `personnel.training.${what}` as const;
  const payload = {
    trainingId,
    practitionerId: traineeId,
    ...{ institutionId: fromInstitutionId, toInstitutionId: hostId },
  };
  const event = { id: `${type}:${trainingId}`, type, key: fromInstitutionId, payload };
  return recordEvents(manager, [event], at);
}
