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

/** The id stands for an institution of which something else is told. */
export class InstitutionExists extends DomainError {
  constructor(institutionId: string) {
    super(
      'CONFLICT',
      `${institutionId} is there already, and something else is told of it: change it, or choose another id.`,
      { institutionId, field: 'id' },
    );
  }
}

/** The same for one that others manage and for an id that is none. */
export class InstitutionForbidden extends DomainError {
  constructor(institutionId: string) {
    const id = shownId(institutionId);
    super('FORBIDDEN', `Institution ${id} is none that your institution manages.`, {
      institutionId: id,
      field: 'id',
    });
  }
}

/** Who leads the county's community keeps the list of its institutions. */
export class LeadsNoCommunity extends DomainError {
  constructor(institutionId: string) {
    super('FORBIDDEN', `${institutionId} leads no county community: ask the one that does.`, {
      institutionId,
    });
  }
}
