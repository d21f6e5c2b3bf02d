import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { PurchaseStatus } from './purchase-order.entity';

/** One institution purchases for all of its community. */
export class NotPurchaser extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `Institution ${institutionId} does not purchase for its community; its leading institution does.`,
      { institutionId },
    );
  }
}

/** The same for an order of others and for an id that is none. */
export class PurchaseOrderForbidden extends DomainError {
  constructor(orderId: string) {
    super('FORBIDDEN', `No order ${shownId(orderId)} here. purchaseOrders lists them.`, {
      orderId: shownId(orderId),
    });
  }
}

/** The step does not lead on from where the order stands. */
export class PurchaseConflict extends DomainError {
  constructor(field: string, orderId: string, status: PurchaseStatus) {
    super('CONFLICT', `Order ${orderId} is ${status}: ${field} does not follow from there.`, {
      orderId,
      ...{ status, field },
    });
  }
}

/** More came than was ordered, or than is still to come. */
export class MoreThanOrdered extends DomainError {
  constructor(drugCode: string, left: number) {
    super(
      'CONFLICT',
      `Of ${shownId(drugCode)} ${left} units are still to come by this order. Receive what is above it by receiveStock.`,
      { drugCode: shownId(drugCode), left },
    );
  }
}
