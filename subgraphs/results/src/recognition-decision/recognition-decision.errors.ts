import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The institution holds data of the patient, but does not treat her: there is nothing to decide. */
export class TreatmentNeeded extends DomainError {
  constructor(patientId: string) {
    super(
      'FORBIDDEN',
      `A decision about patient ${shownId(patientId)} is for who treats her. Record the encounter first.`,
      { patientId: shownId(patientId) },
    );
  }
}
