import { DomainError } from '@lianyi/shared/errors/domain-error';

/** A stored row names a drug the catalogue does not hold. */
export class DrugNotFound extends DomainError {
  constructor(code: string) {
    super('NOT_FOUND', `The catalogue has no drug ${code}.`, { code });
  }
}
