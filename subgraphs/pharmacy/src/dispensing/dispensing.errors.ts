import { DomainError } from '@lianyi/shared/errors/domain-error';

/** A line of what is handed out, for refusals. */
export interface LinePlace {
  /** Such as `lines[0]`. */
  readonly field: string;
  readonly drugCode: string;
}

/** The sheet is filled that far already: each item is handed out once in all. */
export class MoreThanPrescribed extends DomainError {
  constructor({ field, drugCode }: LinePlace, left: number) {
    super(
      'CONFLICT',
      `${field}.quantity: of ${drugCode} ${left} are left on the prescription. Hand out no more.`,
      { field: `${field}.quantity`, drugCode, left },
    );
  }
}

/** The next part of a long-term sheet is collected later. */
export class TooEarly extends DomainError {
  constructor({ field, drugCode }: LinePlace, left: number, from: string) {
    super(
      'CONFLICT',
      `${field}.quantity: of ${drugCode} ${left} may be handed out today, more from ${from} on.`,
      { field: `${field}.quantity`, drugCode, left, from },
    );
  }
}

/** Fewer lie there than are to be handed out; what expired is none. */
export class ShelfShort extends DomainError {
  constructor({ field, drugCode }: LinePlace, institutionId: string, left: number) {
    super(
      'CONFLICT',
      `${field}.quantity: of ${drugCode} there are ${left} at ${institutionId} that have not expired. Hand out those; any member fills the rest.`,
      { field: `${field}.quantity`, drugCode, institutionId, left },
    );
  }
}
