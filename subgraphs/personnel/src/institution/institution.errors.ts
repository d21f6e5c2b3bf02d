import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** A stored reference names an institution that is not there. */
export class InstitutionNotFound extends DomainError {
  constructor(institutionId: string) {
    super('NOT_FOUND', `There is no institution ${shownId(institutionId)}.`, {
      institutionId: shownId(institutionId),
    });
  }
}
