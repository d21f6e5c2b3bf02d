import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a consortium that others lead and for an id that is none. */
export class ConsortiumForbidden extends DomainError {
  constructor(consortiumId: string) {
    const id = shownId(consortiumId);
    super('FORBIDDEN', `Consortium ${id} is none your institution leads.`, {
      consortiumId: id,
      field: 'consortiumId',
    });
  }
}

/** It belongs to the consortium on one of these days already. */
export class AlreadyMember extends DomainError {
  constructor(joinedOn: string) {
    super('CONFLICT', `The institution has been a member since ${joinedOn}: name other days.`, {
      field: 'from',
    });
  }
}

/** A consortium whose members belong to no other of its kind has it on one of these days. */
export class MemberElsewhere extends DomainError {
  constructor(consortiumId: string) {
    super('CONFLICT', `The institution belongs to ${consortiumId}, and has to leave it first.`, {
      consortiumId,
      field: 'institutionId',
    });
  }
}

/** It is no member, or left on another day. */
export class NotMember extends DomainError {
  constructor() {
    super('CONFLICT', 'The institution is no member that day, or leaves on another.', {
      field: 'lastDay',
    });
  }
}
