import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { IsNull } from 'typeorm';
import type { PersonnelContext } from '../context';
import { CalendarEntryFixed } from './calendar.errors';
import { CalendarEntry } from './calendar-entry.entity';
import { managedEntry } from './managed-entry.service';
import { tellEntry } from './tell-entry.service';

/**
 * Cancels an entry's sessions from a day on, today where none is named; those before it stay as
 * they were. Told again it changes nothing. Refuses a day that has passed.
 */
export async function cancelCalendarEntry(
  context: PersonnelContext,
  id: string,
  from?: string | null,
): Promise<CalendarEntry> {
  const { database, now } = context;
  const stored = await managedEntry(context, id);
  const today = shanghaiDay(now());
  const day = from ?? today;
  if (day < today) throw new InvalidInput('from', 'has passed: what took place is kept.');
  if (stored.cancelledAt !== null || stored.lastDay < day) return stored;
  const rest = day <= stored.firstDay ? { cancelledAt: now() } : { lastDay: laterDay(day, -1) };
  const changes = { ...rest, sequence: stored.sequence + 1, changedAt: now() };
  const unchanged = { id, sequence: stored.sequence, cancelledAt: IsNull() };
  await database.transaction(async (manager) => {
    const { affected } = await manager.update(CalendarEntry, unchanged, changes);
    if (affected !== 1) throw new CalendarEntryFixed(stored, 'was changed meanwhile: read it.');
    await tellEntry(manager, { ...stored, ...changes }, changes.changedAt);
  });
  return Object.assign(stored, changes);
}
