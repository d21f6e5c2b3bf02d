import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type EntityManager, IsNull } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import type { Institution } from '../institution/institution.entity';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { refuseLeft } from '../practitioner/leavers';
import { managedPerson } from '../practitioner/managed-person.service';
import type { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { CalendarEntryFixed, CalendarEntryOverlaps } from './calendar.errors';
import { type CalendarEntryInput, checkedTimes, type EntryTimes } from './calendar.inputs';
import { CalendarEntry } from './calendar-entry.entity';
import { managedEntry } from './managed-entry.service';
import { sessionsOverlap } from './session-days';
import { tellEntry } from './tell-entry.service';

/**
 * Plans when a person the viewer manages is at a place. The same told again is the one that is
 * stored. Refuses with INVALID_INPUT naming the field, with CONFLICT where another entry has the
 * person at that time.
 */
export async function planCalendarEntry(
  context: PersonnelContext,
  input: CalendarEntryInput,
): Promise<CalendarEntry> {
  const checked = await checkedEntry(context, input);
  return context.database.transaction(async (manager) => {
    const { person, row } = await entryInTurn(manager, context, checked);
    const others = await entriesOf(manager, row);
    const same = others.find((one) => isSame(one, row));
    if (same) return same;
    refuseLeft('practitionerId', person);
    refuseMerged('toInstitutionId', checked.host, row.lastDay);
    refuseOverlap(others, row);
    await insertRows(manager, CalendarEntry, [row]);
    await tellEntry(manager, row, row.changedAt);
    return row;
  });
}

/**
 * Puts another plan in the place of one none of whose sessions has been: what was, stays. Of two
 * changes at once one holds; the other is CONFLICT.
 */
export async function changeCalendarEntry(
  context: PersonnelContext,
  id: string,
  input: CalendarEntryInput,
): Promise<CalendarEntry> {
  const stored = await managedEntry(context, id);
  const checked = await checkedEntry(context, input);
  if (stored.cancelledAt !== null) throw new CalendarEntryFixed(stored, 'is cancelled.');
  if (stored.firstDay <= shanghaiDay(context.now()))
    throw new CalendarEntryFixed(stored, 'has begun: cancel what is left of it and plan another.');
  return context.database.transaction(async (manager) => {
    const { person, row: planned } = await entryInTurn(manager, context, checked);
    const row = Object.assign(planned, { id, sequence: stored.sequence + 1 });
    if (isSame(stored, row)) return stored;
    refuseLeft('practitionerId', person);
    refuseMerged('toInstitutionId', checked.host, row.lastDay);
    const others = await entriesOf(manager, row);
    refuseOverlap(
      others.filter((one) => one.id !== id),
      row,
    );
    const unchanged = { id, sequence: stored.sequence, cancelledAt: IsNull() };
    const { affected } = await manager.update(CalendarEntry, unchanged, row);
    if (affected !== 1) throw new CalendarEntryFixed(stored, 'was changed meanwhile: read it.');
    await tellEntry(manager, row, row.changedAt);
    return row;
  });
}

/** The input, held to what the kind allows and to whom the viewer manages. */
async function checkedEntry(context: PersonnelContext, input: CalendarEntryInput) {
  const { calendarRules, now } = context;
  const times = checkedTimes(input, calendarRules, shanghaiDay(now()));
  await existingPractitioner(context, input.practitionerId);
  const host = await storedInstitution(context.database.read, input.toInstitutionId);
  if (!calendarRules.of(input.kind).hostTiers.includes(host.tier))
    throw new InvalidInput('toInstitutionId', `${input.kind} is not for ${host.tier}.`);
  return { host, times, managed: await managedInstitutions(context) };
}

interface CheckedEntry {
  readonly host: Institution;
  readonly times: EntryTimes;
  readonly managed: readonly string[];
}

/** The row to store, once it is the person's turn. */
async function entryInTurn(
  manager: EntityManager,
  { newId, now }: PersonnelContext,
  { times, managed }: CheckedEntry,
): Promise<{ person: Practitioner; row: CalendarEntry }> {
  const { practitionerId, kind, toInstitutionId, recurrence } = times;
  const person = await managedPerson(manager, practitionerId, managed);
  if (person.employerId === toInstitutionId)
    throw new InvalidInput('toInstitutionId', 'is the person’s own institution.');
  const row = Object.assign(new CalendarEntry(), {
    id: newId(),
    ...{ practitionerId, kind, toInstitutionId, recurrence },
    fromInstitutionId: person.employerId,
    ...{ firstDay: times.firstDay, lastDay: times.lastDay },
    ...{ startsAt: times.startsAt, endsAt: times.endsAt },
    ...{ sequence: 0, changedAt: now(), cancelledAt: null },
  } satisfies CalendarEntry);
  return { person, row };
}

/** The person's entries that have a day in the span of another. */
const entriesOf = (manager: EntityManager, { practitionerId, firstDay, lastDay }: CalendarEntry) =>
  selectRows(
    manager,
    CalendarEntry,
    'WHERE `practitionerId` = ? AND `lastDay` >= ? AND `firstDay` <= ? AND `cancelledAt` IS NULL ORDER BY `id`',
    [practitionerId, firstDay, lastDay],
  );

function refuseOverlap(others: readonly CalendarEntry[], row: CalendarEntry) {
  const taken = others.find((one) => sessionsOverlap(one, row));
  if (taken) throw new CalendarEntryOverlaps(taken);
}

const identity = [
  ...(['practitionerId', 'kind', 'toInstitutionId', 'recurrence'] as const),
  ...(['firstDay', 'lastDay', 'startsAt', 'endsAt'] as const),
];

const isSame = (one: CalendarEntry, other: CalendarEntry) =>
  identity.every((column) => one[column] === other[column]);
