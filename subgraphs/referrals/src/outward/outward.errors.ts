import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { Referral } from '../referral/referral.entity';

/** The same for a slip of another community and for an id that is none. */
export class NoOutwardReferral extends DomainError {
  constructor(referralId: string) {
    super(
      'FORBIDDEN',
      `No outward referral ${shownId(referralId)} that is yours to decide: the office of the sender’s leading institution does.`,
      { referralId: shownId(referralId) },
    );
  }
}

/** Decided before, or withdrawn by its sender. */
export class NothingToDecide extends DomainError {
  constructor({ approval, id, status }: Referral) {
    super(
      'CONFLICT',
      `Referral ${id} is ${status}, its approval ${approval ?? 'not needed'}: there is nothing to decide.`,
      { referralId: id, status, approval },
    );
  }
}

/** Filed under another number, or not approved. */
export class CannotFile extends DomainError {
  constructor({ approval, filingNumber, id }: Referral) {
    const why = filingNumber === null ? `its approval is ${approval}` : 'it has a filing number';
    super('CONFLICT', `Referral ${id} cannot be filed under this number: ${why}.`, {
      referralId: id,
      approval,
    });
  }
}
