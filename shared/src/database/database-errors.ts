import { DomainError } from '../errors/domain-error';

/** The database did not take it: it is sure that nothing was stored. */
export class DatabaseUnavailable extends DomainError {
  constructor(
    cause: unknown,
    message = 'The database could not take this now, and nothing of it was stored. Try again in a moment.',
  ) {
    super('UNAVAILABLE', message);
    this.cause = cause;
  }
}

/** A read that was not answered: of a write whose answer it belongs to, it says nothing. */
export class DatabaseUnreadable extends DatabaseUnavailable {
  constructor(cause: unknown) {
    super(
      cause,
      'The database could not be read now. Try again in a moment; what was to be stored with the same id, as it may be stored already.',
    );
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
