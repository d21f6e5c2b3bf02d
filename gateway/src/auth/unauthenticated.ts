import { DomainError } from '@lianyi/shared/errors/domain-error';

/** The one answer to a request without a valid token; why it is not valid stands in the log. */
export class Unauthenticated extends DomainError {
  constructor() {
    super('UNAUTHENTICATED', 'Sign in: the request carries no valid access token.');
  }
}

/** A token that is not accepted. The reason is for the log and never holds anything of the token. */
export class TokenRejected extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'TokenRejected';
  }
}
