import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { Capacity } from './capacity.entity';

/** The same for a capacity of others and for an id that is none. */
export class CapacityNotFound extends DomainError {
  constructor(capacityId: string) {
    const id = shownId(capacityId);
    super('NOT_FOUND', `There is no capacity ${id} here. capacities lists what there is.`, {
      capacityId: id,
    });
  }
}

/** No unit is left, or none but those that are kept for others. */
export class CapacityFull extends DomainError {
  constructor({ id, total, bookedByReferral, bookedOtherwise }: Capacity) {
    const left = total - bookedByReferral - bookedOtherwise;
    const why = left > 0 ? `the ${left} left are kept for referrals for now` : 'nothing is left';
    super('CONFLICT', `Capacity ${id} cannot be booked: ${why}. Choose another time.`, {
      capacityId: id,
      left,
    });
  }
}

/** It was published with other numbers, and more is booked than would be left. */
export class CapacityBooked extends DomainError {
  constructor({ id, bookedByReferral, bookedOtherwise }: Capacity) {
    const booked = bookedByReferral + bookedOtherwise;
    super('CONFLICT', `Capacity ${id} has ${booked} bookings: publish at least as many units.`, {
      capacityId: id,
      booked,
    });
  }
}

/** A referral has one booking at a time. */
export class AlreadyBooked extends DomainError {
  constructor(referralId: string) {
    super('CONFLICT', `Referral ${referralId} has a booking already.`, { referralId });
  }
}

/** What the community shares is its members'. */
export class OutsideCommunity extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `Institution ${institutionId} belongs to no medical community, whose members share what they offer.`,
      { institutionId },
    );
  }
}
