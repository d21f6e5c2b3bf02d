import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for an institution that is led by others and for an id that is none. */
export class MergerForbidden extends DomainError {
  constructor(field: string, institutionId: string) {
    const id = shownId(institutionId);
    super('FORBIDDEN', `${field}: ${id} is no member that your institution leads that day.`, {
      field,
      institutionId: id,
    });
  }
}

/** It is a part of another already, or is to be. */
export class AlreadyMerged extends DomainError {
  constructor(field: string, { id, mergedIntoId, mergedOn }: Merged) {
    super('CONFLICT', `${field}: ${id} is a part of ${mergedIntoId} from ${mergedOn} on.`, {
      field,
      ...{ institutionId: id, mergedIntoId, mergedOn },
    });
  }
}

interface Merged {
  readonly id: string;
  readonly mergedIntoId: string | null;
  readonly mergedOn: string | null;
}

/** It is to join a consortium when it is no institution of its own any more. */
export class JoinsLater extends DomainError {
  constructor(consortiumId: string, joinedOn: string) {
    super('CONFLICT', `It joins ${consortiumId} on ${joinedOn}: name a later day.`, {
      consortiumId,
      field: 'from',
    });
  }
}
