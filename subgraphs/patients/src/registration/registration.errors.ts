import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** Nobody is registered under this id. */
export class PatientNotFound extends DomainError {
  constructor(patientId: string) {
    super('NOT_FOUND', `There is no patient ${shownId(patientId)}. Register her first.`, {
      patientId: shownId(patientId),
    });
  }
}

/** The viewer's role writes nothing about patients. */
export class WritingForbidden extends DomainError {
  constructor(action: string) {
    super('FORBIDDEN', `The role allows no ${action}: sign in as CLINICIAN or REPORTER.`, {
      action,
    });
  }
}

/** An institution outside the community acts only within a referral. */
export class OutsideCommunity extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `${institutionId} is not of the community: it takes part only through a referral.`,
      { institutionId },
    );
  }
}
