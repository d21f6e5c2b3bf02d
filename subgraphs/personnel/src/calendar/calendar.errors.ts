import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { CalendarEntry } from './calendar-entry.entity';

/** The same for an entry of others’ people and for an id that is none. */
export class CalendarEntryForbidden extends DomainError {
  constructor(entryId: string) {
    const id = shownId(entryId);
    super('FORBIDDEN', `Calendar entry ${id} is none of people you manage.`, { entryId: id });
  }
}

/** The calendar of an institution that is neither the viewer’s nor one it leads or has under it. */
export class CalendarForbidden extends DomainError {
  constructor(institutionId: string) {
    const id = shownId(institutionId);
    super('FORBIDDEN', `The calendar of ${id} is for its own people and who leads them.`, {
      institutionId: id,
      field: 'institutionId',
    });
  }
}

/** A person is at one place at a time. */
export class CalendarEntryOverlaps extends DomainError {
  constructor({ id }: CalendarEntry) {
    super('CONFLICT', `Calendar entry ${id} has the person at that time: choose another.`, {
      entryId: id,
      field: 'startsAt',
    });
  }
}

/** Begun, cancelled, or changed by somebody else meanwhile. */
export class CalendarEntryFixed extends DomainError {
  constructor({ id }: CalendarEntry, cause: string) {
    super('CONFLICT', `Calendar entry ${id} ${cause}`, { entryId: id });
  }
}
