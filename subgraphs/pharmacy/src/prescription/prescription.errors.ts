import { DomainError } from '@lianyi/shared/errors/domain-error';

/**
 * The same for a prescription the viewer may not see and for one that is none: it tells nothing.
 * What was asked for is not repeated: a caller can mistake another number for a prescription's.
 */
export class PrescriptionForbidden extends DomainError {
  constructor() {
    const next = 'Open the record of its patient first.';
    super('FORBIDDEN', `No basis to open this prescription. ${next}`);
  }
}
