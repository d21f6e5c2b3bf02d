import { DomainError } from '../errors/domain-error';

/** The database did not take it: it is sure that nothing was stored. */
export class DatabaseUnavailable extends DomainError {
  constructor(cause: unknown) {
    super(
      'UNAVAILABLE',
      'The database could not take this now, and nothing of it was stored. Try again in a moment.',
    );
    this.cause = cause;
  }
}

/** The database broke off while it committed: what was sent may be stored, or not. */
export class UnknownOutcome extends DomainError {
  constructor(cause: unknown) {
    super(
      'UNAVAILABLE',
      'The database broke off at the end, and this may be stored or not. Send it again with the same id: what is stored already is not stored twice.',
    );
    this.cause = cause;
  }
}
