import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for an agreement of a consortium others lead and for an id that is none. */
export class AgreementForbidden extends DomainError {
  constructor(agreementId: string) {
    const id = shownId(agreementId);
    super('FORBIDDEN', `Agreement ${id} is none of a consortium your institution leads.`, {
      agreementId: id,
      field: 'id',
    });
  }
}

/** The key stands for another agreement. */
export class AgreementDiffers extends DomainError {
  constructor(agreementId: string) {
    super('CONFLICT', `The key stands for agreement ${agreementId}, which says something else.`, {
      agreementId,
      field: 'idempotencyKey',
    });
  }
}

/** Another of its kind is in force on one of these days. */
export class AgreementOverlaps extends DomainError {
  constructor(agreementId: string) {
    super('CONFLICT', `Agreement ${agreementId} has days of these: end it first.`, {
      agreementId,
      field: 'start',
    });
  }
}

/** Another follows the same one. */
export class AlreadyRenewed extends DomainError {
  constructor(agreementId: string) {
    super('CONFLICT', `Agreement ${agreementId} follows it already.`, {
      agreementId,
      field: 'renewsId',
    });
  }
}

/** It ended before, on another day. */
export class AgreementEnded extends DomainError {
  constructor(agreementId: string) {
    super('CONFLICT', `Agreement ${agreementId} ended on another day.`, {
      agreementId,
      field: 'lastDay',
    });
  }
}
