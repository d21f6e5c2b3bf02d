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

/** Something else is stored as of that day. */
export class HistoryStands extends DomainError {
  constructor(since: string) {
    super('CONFLICT', `Another one is stored as of ${since}: put it right with corrects: true.`, {
      since,
      field: 'since',
    });
  }
}
