import { DomainError } from '@lianyi/shared/errors/domain-error';

/** The sender used the id for another patient's encounter. */
export class EncounterOfAnother extends DomainError {
  constructor(sourceId: string) {
    super('CONFLICT', `Encounter ${sourceId} was recorded for another patient.`, { sourceId });
  }
}
