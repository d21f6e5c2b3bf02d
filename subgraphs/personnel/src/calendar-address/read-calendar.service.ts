import { readToken } from '@lianyi/shared/crypto/signed-token';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { CalendarEntry } from '../calendar/calendar-entry.entity';
import { withPlacesUnder } from '../calendar/seen-places.service';
import type { PersonnelContext } from '../context';
import { existingInstitution } from '../institution/institution.service';
import { absencesOf } from '../practitioner/leavers';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { CalendarAddress } from './calendar-address.entity';
import { NoCalendarHere } from './calendar-address.errors';
import { type CalendarEvent, calendarText } from './calendar-text';

/**
 * The calendar of an institution and of what is right under it, for whoever has a signed address
 * of it that holds. Names staff and places, no patient.
 */
export async function readCalendar(
  context: PersonnelContext,
  institutionId: string,
  token: string,
): Promise<string> {
  const { calendarRules, manager, now } = context;
  if (!(await holds(context, institutionId, token))) throw new NoCalendarHere();
  const { name } = await existingInstitution(context, institutionId);
  const places = (await withPlacesUnder(manager, [institutionId])).map(({ id }) => id);
  const since = laterDay(shanghaiDay(now()), -calendarRules.feedPastDays);
  const entries = await selectRows(
    manager,
    CalendarEntry,
    `WHERE \`toInstitutionId\` IN (${placeholders(places)}) AND \`lastDay\` >= ? ORDER BY \`firstDay\`, \`startsAt\`, \`id\``,
    [...places, since],
  );
  const absences = await absencesOf(manager, entries);
  // A recurring event has one span: what lies before somebody left, or after she came back.
  const held = entries.flatMap((entry) => {
    const { firstDay: start, lastDay: end } = entry;
    const there = absences.daysThere(entry, { start, end });
    const lastDay = there.at(-1)?.end;
    return lastDay === undefined ? [] : Object.assign(new CalendarEntry(), entry, { lastDay });
  });
  return calendarText(name, await Promise.all(held.map((entry) => eventOf(context, entry))));
}

async function holds(
  { keys, manager, now }: PersonnelContext,
  institutionId: string,
  token: string,
): Promise<boolean> {
  const claims = readToken(keys.key('calendar-address'), token) as Record<string, unknown> | null;
  if (claims?.institutionId !== institutionId || !(Number(claims.expiresAt) > now().getTime()))
    return false;
  const tail = 'WHERE `id` = ? AND `revokedAt` IS NULL';
  const [address] = await selectRows(manager, CalendarAddress, tail, [String(claims.id)]);
  return address?.institutionId === institutionId;
}

async function eventOf(context: PersonnelContext, entry: CalendarEntry): Promise<CalendarEvent> {
  const person = await existingPractitioner(context, entry.practitionerId);
  const place = await existingInstitution(context, entry.toInstitutionId);
  const summary = `${context.calendarRules.of(entry.kind).label} ${person.name}`;
  return { entry, summary, place: place.name };
}
