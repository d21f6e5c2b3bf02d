import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** It is no place for anything new on days on which it is a part of another. */
export class InstitutionMerged extends DomainError {
  constructor(field: string, { id, mergedIntoId, mergedOn }: Merged) {
    super(
      'INVALID_INPUT',
      `${field}: ${id} is a part of ${mergedIntoId} from ${mergedOn} on: name days before it, or ${mergedIntoId}.`,
      { field, institutionId: id, mergedIntoId, mergedOn },
    );
  }
}

interface Merged {
  readonly id: string;
  readonly mergedIntoId: string | null;
  readonly mergedOn: string | null;
}

/** A stored reference names an institution that is not there. */
export class InstitutionNotFound extends DomainError {
  constructor(institutionId: string) {
    super('NOT_FOUND', `There is no institution ${shownId(institutionId)}.`, {
      institutionId: shownId(institutionId),
    });
  }
}
