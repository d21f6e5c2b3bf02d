import { DomainError } from '@lianyi/shared/errors/domain-error';

/** Finding a person by her number identifies her. */
export class IdentifyingScopeNeeded extends DomainError {
  constructor() {
    super('FORBIDDEN', 'Finding a patient by a number needs the scope identified.');
  }
}
