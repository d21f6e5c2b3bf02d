import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for an address that never was, was revoked, is over or is of another institution. */
export class NoCalendarHere extends DomainError {
  constructor() {
    super('NOT_FOUND', 'There is no calendar at this address. Ask who gave it for a new one.');
  }
}

/** The same for the address of a calendar the viewer does not see and for an id that is none. */
export class CalendarAddressForbidden extends DomainError {
  constructor(addressId: string) {
    const id = shownId(addressId);
    super('FORBIDDEN', `Address ${id} is of no calendar you may hand out.`, { addressId: id });
  }
}
