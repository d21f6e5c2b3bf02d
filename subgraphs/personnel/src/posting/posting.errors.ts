import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { Posting } from './posting.entity';

/** The same for a posting of others’ people and for an id that is none. */
export class PostingForbidden extends DomainError {
  constructor(postingId: string) {
    const id = shownId(postingId);
    super(
      'FORBIDDEN',
      `Posting ${id} is none of people you manage. Practitioner.postings lists them.`,
      { postingId: id },
    );
  }
}

/** Somebody else's people. */
export class NotYourPeople extends DomainError {
  constructor(practitionerId: string, field = 'practitionerId') {
    const id = shownId(practitionerId);
    super(
      'FORBIDDEN',
      `Practitioner ${id} is managed by the employer or its leading institution.`,
      {
        practitionerId: id,
        field,
      },
    );
  }
}

/** A person is at one place a day, unless the kind leaves room for another. */
export class PostingOverlaps extends DomainError {
  constructor({ id }: Posting) {
    super('CONFLICT', `Posting ${id} has days of these: end it first, or choose other days.`, {
      postingId: id,
      field: 'start',
    });
  }
}

/** It ended before, on another day. */
export class PostingEnded extends DomainError {
  constructor({ id, end }: Posting) {
    super('CONFLICT', `Posting ${id} ended on ${end} already.`, {
      postingId: id,
      ...{ end, field: 'end' },
    });
  }
}
