import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The viewer's role records no restrictions. */
export class RestrictingForbidden extends DomainError {
  constructor() {
    super(
      'FORBIDDEN',
      'The role records no restrictions: sign in as CLINICIAN or FAMILY_DOCTOR of an institution that cares for the patient.',
    );
  }
}

/** No such restriction, or none the viewer may lift: the same words, as it tells of a patient. */
export class LiftingForbidden extends DomainError {
  constructor(restrictionId: string) {
    super(
      'FORBIDDEN',
      `No restriction ${shownId(restrictionId)} is for this institution to lift. Ask the institution that treats the patient.`,
      { restrictionId: shownId(restrictionId) },
    );
  }
}
