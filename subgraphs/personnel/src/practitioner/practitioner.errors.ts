import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** A stored reference names a practitioner who is not there. */
export class PractitionerNotFound extends DomainError {
  constructor(practitionerId: string) {
    super('NOT_FOUND', `There is no practitioner ${shownId(practitionerId)}.`, {
      practitionerId: shownId(practitionerId),
    });
  }
}
