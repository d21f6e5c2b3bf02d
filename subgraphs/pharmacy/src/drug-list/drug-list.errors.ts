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

/** Lists that wait for their day are withdrawn, each once. */
export class ListNotWaiting extends DomainError {
  constructor(status: string) {
    super(
      'CONFLICT',
      `withdrawDrugList: the list is ${status}. Only an enacted one is withdrawn, once.`,
      { field: 'withdrawDrugList', status },
    );
  }
}

/** It may have been prescribed by it already. */
export class DayBegun extends DomainError {
  constructor(effectiveFrom: string) {
    super(
      'CONFLICT',
      `effectiveFrom: the list counts since ${effectiveFrom}. Enact another one that changes back what is wrong.`,
      { field: 'effectiveFrom', effectiveFrom },
    );
  }
}

/** A later list was compared with what this one makes of the catalogue. */
export class LaterListStands extends DomainError {
  constructor(listId: string) {
    super(
      'CONFLICT',
      `List ${listId} was enacted after this one and builds on it. Withdraw that one first.`,
      { listId },
    );
  }
}

/** Another list was enacted or withdrawn at the same time. */
export class CatalogueMoved extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'The catalogue was changed at the same time. Look at drugLists and try again.',
    );
  }
}

/** What was withdrawn does not come back by itself. */
export class ListWithdrawn extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'The list was withdrawn. Read it anew, look at the difference and enact that.',
    );
  }
}
