import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import { type MemberDays, today } from '../consortium/member-days';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { CalendarForbidden } from './calendar.errors';

/** Institutions by id and those right under them, in the order of their ids. */
export const withPlacesUnder = (
  manager: EntityManager,
  ids: readonly string[],
): Promise<Institution[]> => {
  const some = placeholders(ids);
  const tail = `WHERE \`id\` IN (${some}) OR \`parentId\` IN (${some}) ORDER BY \`id\``;
  return selectRows(manager, Institution, tail, [...ids, ...ids]);
};

/**
 * Whose calendars the viewer's institution sees: its own, those it leads, and those under them; of
 * one named, that and what is under it; those it led on some of the days. Refuses one it does not see.
 */
export async function seenPlaces(
  context: PersonnelContext,
  institutionId?: string | null,
  days: MemberDays = today(context),
): Promise<Institution[]> {
  const seen = await withPlacesUnder(context.manager, await managedInstitutions(context, days));
  if (institutionId == null) return seen;
  if (!seen.some(({ id }) => id === institutionId)) throw new CalendarForbidden(institutionId);
  return seen.filter(({ id, parentId }) => id === institutionId || parentId === institutionId);
}
