import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a reading the viewer may not see and for an id that is none: it tells nothing. */
export class SecondReadingForbidden extends DomainError {
  constructor(readingId: string) {
    const id = shownId(readingId);
    super('FORBIDDEN', `No second reading ${id} is asked of this institution.`, { readingId: id });
  }
}

/** Who read it first has said what she has to say. */
export class SameReader extends DomainError {
  constructor(readingId: string) {
    super(
      'FORBIDDEN',
      `Second reading ${readingId} is for another person than who read the exam first.`,
      { readingId },
    );
  }
}

/** Somebody read it before. */
export class AlreadyRead extends DomainError {
  constructor(readingId: string) {
    super('CONFLICT', `Second reading ${readingId} was recorded already.`, { readingId });
  }
}

/** There is nothing yet that could be confirmed. */
export class NotReported extends DomainError {
  constructor(requestId: string) {
    super('CONFLICT', `Diagnostic request ${requestId} has no report yet.`, { requestId });
  }
}
