import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for an appointment in a consortium others lead and for an id that is none. */
export class SeatForbidden extends DomainError {
  constructor(seatId: string) {
    const id = shownId(seatId);
    super('FORBIDDEN', `Appointment ${id} is none in a consortium your institution leads.`, {
      seatId: id,
      field: 'id',
    });
  }
}

/** She sits in the body on one of these days, or another has the role that one person has. */
export class SeatTaken extends DomainError {
  constructor(field: 'start' | 'role', seatId: string) {
    super('CONFLICT', `Appointment ${seatId} has days of these: end it first.`, { field, seatId });
  }
}

/** It ended before, on another day. */
export class SeatEnded extends DomainError {
  constructor(seatId: string) {
    super('CONFLICT', `Appointment ${seatId} ended on another day.`, { seatId, field: 'lastDay' });
  }
}
