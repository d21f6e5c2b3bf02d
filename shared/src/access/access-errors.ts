import { DomainError } from '../errors/domain-error';
import { shownId } from '../text/shown-id';

/**
 * No basis to see or write this patient's record. The same for a patient who does not exist,
 * so that a guessed id tells nothing.
 */
export class AccessForbidden extends DomainError {
  constructor(patientId: string, mayBreakGlass: boolean) {
    const next = mayBreakGlass
      ? 'In an emergency breakGlass opens the record for some hours, with a reason.'
      : 'Record an encounter or ask the institution that treats the patient.';
    super('FORBIDDEN', `No basis to open the record of patient ${shownId(patientId)}. ${next}`, {
      patientId: shownId(patientId),
      breakGlass: mayBreakGlass,
    });
  }
}
