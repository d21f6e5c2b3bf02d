import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { ShelfShort } from '../dispensing/dispensing.errors';
import type { DecoctionStatus } from './decoction.entity';

/** The same for an order the viewer may not see and for an id that is none. */
export class DecoctionForbidden extends DomainError {
  constructor(decoctionId: string) {
    super(
      'FORBIDDEN',
      `Order ${shownId(decoctionId)} is not open to this institution. decoctions lists those that are.`,
      { decoctionId: shownId(decoctionId) },
    );
  }
}

/** The sheet was sent to a TCM pharmacy already. */
export class DecoctionStands extends DomainError {
  constructor(decoctionId: string, status: DecoctionStatus) {
    super(
      'CONFLICT',
      `The prescription is sent to a TCM pharmacy already: order ${decoctionId} is ${status}.`,
      { decoctionId, status, field: 'prescriptionId' },
    );
  }
}

/** The step does not lead on from where the order stands, or somebody was first. */
export class DecoctionStepConflict extends DomainError {
  constructor(decoctionId: string, status: DecoctionStatus, to: DecoctionStatus) {
    super('CONFLICT', `Order ${decoctionId} is ${status}: ${to} does not follow from there.`, {
      decoctionId,
      ...{ status, field: 'to' },
    });
  }
}

/** The order is open to the viewer, but the step is the other side's, or another role's. */
export class NotYourDecoctionStep extends DomainError {
  constructor(decoctionId: string, to: DecoctionStatus, who: string) {
    super('FORBIDDEN', `${to} is for ${who}.`, { decoctionId, field: 'to' });
  }
}

/** Fewer of a piece lie at the TCM pharmacy than the order needs; what expired is none. */
export class PiecesShort extends DomainError {
  constructor(decoctionId: string, { details: { drugCode = null, left = null } }: ShelfShort) {
    super(
      'CONFLICT',
      `Order ${decoctionId}: of ${drugCode} ${left} are left that have not expired. Take in more, or reject the order.`,
      { decoctionId, drugCode, left, field: 'to' },
    );
  }
}
