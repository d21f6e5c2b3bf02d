import { signToken } from '@lianyi/shared/crypto/signed-token';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { IsNull } from 'typeorm';
import { seenPlaces } from '../calendar/seen-places.service';
import type { PersonnelContext } from '../context';
import { CalendarAddress } from './calendar-address.entity';
import { CalendarAddressForbidden } from './calendar-address.errors';

const dayLength = 24 * 3600 * 1000;

/** A new address of a calendar the viewer sees. It holds until it is revoked or over. */
export async function issueCalendarAddress(
  context: PersonnelContext,
  institutionId: string,
): Promise<CalendarAddress> {
  const { calendarRules, database, newId, now, viewer } = context;
  await seenPlaces(context, institutionId);
  const issuedAt = now();
  const row = Object.assign(new CalendarAddress(), {
    id: newId(),
    ...{ institutionId, issuedBy: viewer.subject, issuedAt, revokedAt: null },
    expiresAt: new Date(issuedAt.getTime() + calendarRules.addressDays * dayLength),
  } satisfies CalendarAddress);
  await database.transaction((manager) => insertRows(manager, CalendarAddress, [row]));
  return row;
}

/** Where it is read: whoever has it reads the calendar. */
export function calendarPath(
  { keys }: Pick<PersonnelContext, 'keys'>,
  { id, institutionId, expiresAt }: CalendarAddress,
): string {
  const claims = { id, institutionId, expiresAt: expiresAt.getTime() };
  const token = signToken(keys.key('calendar-address'), claims);
  return `/institutions/${encodeURIComponent(institutionId)}/calendar.ics?token=${token}`;
}

/** The addresses of a calendar that hold, the newest first. */
export async function calendarAddresses(
  context: PersonnelContext,
  institutionId: string,
): Promise<CalendarAddress[]> {
  await seenPlaces(context, institutionId);
  const tail =
    'WHERE `institutionId` = ? AND `expiresAt` > ? AND `revokedAt` IS NULL ORDER BY `issuedAt` DESC, `id`';
  return selectRows(context.manager, CalendarAddress, tail, [institutionId, context.now()]);
}

/** Shuts an address for good. Told again it stays as it was shut. */
export async function revokeCalendarAddress(
  context: PersonnelContext,
  id: string,
): Promise<CalendarAddress> {
  const { database, now } = context;
  const stored = async () =>
    (await selectRows(database.read, CalendarAddress, 'WHERE `id` = ?', [id]))[0];
  const address = await stored();
  const seen = await seenPlaces(context);
  if (!address || !seen.some((place) => place.id === address.institutionId))
    throw new CalendarAddressForbidden(id);
  await database.transaction((manager) =>
    manager.update(CalendarAddress, { id, revokedAt: IsNull() }, { revokedAt: now() }),
  );
  return (await stored()) ?? address;
}
