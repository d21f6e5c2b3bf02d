import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same round stands with another outcome: both cannot be true. */
export class RoundContradicted extends DomainError {
  constructor(field: string, recordId: string) {
    super(
      'INVALID_INPUT',
      `${field}: contradicts record ${recordId} of the same round. If that one is wrong, withdraw it first.`,
      { field, recordId },
    );
  }
}

/** The same for a record of an institution the viewer does not work for and an id that is none. */
export class QualityRecordNotFound extends DomainError {
  constructor(id: string) {
    const recordId = shownId(id);
    super('NOT_FOUND', `No quality record ${recordId} of an institution you work for.`, {
      recordId,
    });
  }
}
