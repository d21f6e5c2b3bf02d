import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { CalendarEntry } from './calendar-entry.entity';

/** Tells that an entry is another one now, within the transaction that stores it; by ids alone. */
export function tellEntry(
  manager: EntityManager,
  { id: entryId, fromInstitutionId, practitionerId, sequence, toInstitutionId }: CalendarEntry,
  at: Date,
): Promise<void> {
  const type = 'personnel.calendar.changed' as const;
  const payload = {
    entryId,
    ...{ sequence, practitionerId },
    ...{ institutionId: fromInstitutionId, toInstitutionId },
  };
  const event = { id: `${type}:${entryId}:${sequence}`, type, key: fromInstitutionId, payload };
  return recordEvents(manager, [event], at);
}
