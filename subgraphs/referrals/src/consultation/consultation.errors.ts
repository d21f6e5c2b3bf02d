import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { Consultation } from './consultation.entity';
import type { ConsultationInvitation } from './consultation-invitation.entity';

/** The same for one of others and for an id that is none. */
export class ConsultationForbidden extends DomainError {
  constructor(id: string) {
    const shown = shownId(id);
    super(
      'FORBIDDEN',
      `No consultation ${shown} of this institution is open to you: who asked and who is asked takes part.`,
      { consultationId: shown },
    );
  }
}

/** Who reads own data only would open to others what is closed to herself; who was asked would pass it on. */
export class OwnBasisNeeded extends DomainError {
  constructor(patientId: string) {
    super(
      'FORBIDDEN',
      'Who asks others about a patient treats her, has her contract, or was sent her: record the encounter first.',
      { patientId: shownId(patientId) },
    );
  }
}

export class ConsultationDiffers extends DomainError {
  constructor(id: string) {
    super(
      'CONFLICT',
      `idempotencyKey: consultation ${id} was requested with it and other content.`,
      { consultationId: id },
    );
  }
}

/** Ended, answered, or nobody has answered it yet. */
export class ConsultationStands extends DomainError {
  constructor({ answers, id, status }: Consultation, invitation?: ConsultationInvitation) {
    const own = invitation ? `, your part ${invitation.status}` : '';
    super(
      'CONFLICT',
      `Consultation ${id} is ${status} with ${answers} answers${own}: this step does not follow.`,
      { consultationId: id, status, ...(invitation ? { invitation: invitation.status } : {}) },
    );
  }
}
