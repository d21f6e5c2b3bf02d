import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The institution is neither the viewer's nor led by it; the same for one that does not exist. */
export class OversightForbidden extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `Numbers of ${shownId(institutionId)} are for the institution itself and the one that leads it.`,
      { institutionId: shownId(institutionId) },
    );
  }
}

/** Told apart too finely: an answer of so many rows helps nobody. */
export class TooManyGroups extends DomainError {
  constructor(most: number) {
    super(
      'LIMIT_EXCEEDED',
      `The answer would have more than ${most} rows. Ask for a shorter period, a filter or fewer groupings.`,
      { most },
    );
  }
}
