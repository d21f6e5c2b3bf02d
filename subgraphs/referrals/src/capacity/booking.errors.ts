import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { BookingStatus } from './booking.entity';

/** The same for a booking of others, of a referral, and for an id that is none. */
export class BookingForbidden extends DomainError {
  constructor(bookingId: string) {
    const id = shownId(bookingId);
    super(
      'FORBIDDEN',
      `This institution made no booking ${id}. A referral’s ends with its steps.`,
      {
        bookingId: id,
      },
    );
  }
}

/** It ran out, or came to its end. */
export class BookingOver extends DomainError {
  constructor(bookingId: string, status: BookingStatus) {
    super('CONFLICT', `Booking ${bookingId} is ${status}: book again.`, { bookingId, status });
  }
}
