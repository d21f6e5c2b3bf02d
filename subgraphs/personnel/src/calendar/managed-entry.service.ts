import { selectRows } from '@lianyi/shared/database/select-rows';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { CalendarEntryForbidden } from './calendar.errors';
import { CalendarEntry } from './calendar-entry.entity';

/** The stored entry of people the viewer manages; refused and absent alike. */
export async function managedEntry(context: PersonnelContext, id: string): Promise<CalendarEntry> {
  const managed = await managedInstitutions(context);
  const [stored] = await selectRows(context.database.read, CalendarEntry, 'WHERE `id` = ?', [id]);
  if (!stored || !managed.includes(stored.fromInstitutionId)) throw new CalendarEntryForbidden(id);
  return stored;
}
