import { DomainError } from '@lianyi/shared/errors/domain-error';

/** The catalogue is the whole community's. */
export class NotLeading extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `Institution ${institutionId} leads no medical community: the catalogue is kept by the leading one.`,
      { institutionId },
    );
  }
}

/** No such list was read; what was asked for is not repeated. */
export class DrugListNotFound extends DomainError {
  constructor() {
    super('NOT_FOUND', 'There is no such list. drugLists shows those that were read.');
  }
}

/** What the list was compared with is no longer the catalogue. */
export class CatalogueChanged extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'The catalogue has changed since the list was compared with it. Read the list anew, look at the difference and enact that.',
    );
  }
}

/** Its day has come, or lies before that of the last list. */
export class DayPassed extends DomainError {
  constructor(earliest: string) {
    super(
      'CONFLICT',
      `effectiveFrom: the list could count from ${earliest} at the earliest. Read it anew for a later day.`,
      { field: 'effectiveFrom', earliest },
    );
  }
}

/** The key stands for another list already. */
export class ListDiffers extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'idempotencyKey: was used here with another list. Send what is new with a new key.',
      { field: 'idempotencyKey' },
    );
  }
}
