import { DomainError } from '@lianyi/shared/errors/domain-error';

/** A stored reference names a practitioner who is not there. */
export class PractitionerNotFound extends DomainError {
  constructor(practitionerId: string) {
    super('NOT_FOUND', `There is no practitioner ${practitionerId}.`, { practitionerId });
  }
}
