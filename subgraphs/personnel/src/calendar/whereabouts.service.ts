import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { earlierOf, laterDay, laterOf } from '@lianyi/shared/time/calendar-day';
import { laterMonth } from '@lianyi/shared/time/calendar-month';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PersonnelContext } from '../context';
import type { Institution } from '../institution/institution.entity';
import { lastDayColumn, lastDayOf } from '../posting/days-in-force';
import { Posting } from '../posting/posting.entity';
import { type Absences, absencesOf } from '../practitioner/leavers';
import { CalendarEntry } from './calendar-entry.entity';
import type { CalendarKindRule, LeastSessions } from './calendar-rules';
import { seenPlaces } from './seen-places.service';
import { mondayOf, sessionDays, sessionMinutes } from './session-days';
import type { MissingSession, Whereabouts } from './whereabouts.view';

interface Span {
  readonly start: string;
  readonly end: string;
}

/** Who is where in the week of a day, this week where none is named: one line per institution. */
export async function whereabouts(
  context: PersonnelContext,
  institutionId?: string | null,
  week?: string | null,
): Promise<Whereabouts[]> {
  const { manager, now } = context;
  const start = mondayOf(week ?? shanghaiDay(now()));
  const span = { start, end: laterDay(start, 6) };
  const places = (await seenPlaces(context, institutionId, span)).map(({ id }) => id);
  const posted = await postingsAt(manager, places, span);
  const planned = await entriesAt(manager, places, span);
  const absences = await absencesOf(manager, [...posted, ...planned]);
  const isThere = (one: Posting) =>
    absences.daysThere(one, {
      start: laterOf(one.start, span.start),
      end: earlierOf(lastDayOf(one) ?? span.end, span.end),
    }).length > 0;
  const postings = groupBy(posted.filter(isThere), (one) => one.toInstitutionId);
  const entries = groupBy(planned, (one) => one.toInstitutionId);
  return places.map((id) => ({
    institutionId: id,
    ...{ ...span, postings: postings.get(id) ?? [] },
    sessions: (entries.get(id) ?? [])
      .flatMap((entry) => heldDays(absences, entry, span).map((day) => ({ day, entry })))
      .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)),
  }));
}

const orderOf = ({ day, entry }: Whereabouts['sessions'][number]) =>
  `${day} ${entry.startsAt} ${entry.id}`;

/** Sessions that are due in a day's month, this month where none is named, and not planned. */
export async function missingSessions(
  context: PersonnelContext,
  month?: string | null,
): Promise<MissingSession[]> {
  const { calendarRules, manager, now } = context;
  const periods = periodsOf((month ?? shanghaiDay(now())).slice(0, 7));
  const [first, last] = [periods.MONTH[0], periods.WEEK.at(-1)];
  if (!first || !last) throw new Error('a month has weeks');
  const span = { start: first.start, end: last.end };
  const places = (await seenPlaces(context, null, first)).filter(
    ({ mergedOn }) => mergedOn === null || mergedOn > first.end,
  );
  const ids = places.map(({ id }) => id);
  const planned = await entriesAt(manager, ids, span);
  const absences = await absencesOf(manager, planned);
  const entries = groupBy(planned, (one) => one.toInstitutionId);
  return places.flatMap((place) =>
    calendarRules.kinds.flatMap((rule) =>
      missingOf(place, rule, { entries: entries.get(place.id) ?? [], periods, absences }),
    ),
  );
}

type Periods = Readonly<Record<LeastSessions['every'], readonly Span[]>>;

/** A month, and the weeks that begin in it. */
function periodsOf(month: string): Periods {
  const whole = { start: `${month}-01`, end: laterDay(`${laterMonth(month, 1)}-01`, -1) };
  const weeks: Span[] = [];
  let monday = mondayOf(laterDay(whole.start, 6));
  for (; monday <= whole.end; monday = laterDay(monday, 7))
    weeks.push({ start: monday, end: laterDay(monday, 6) });
  return { MONTH: [whole], WEEK: weeks };
}

interface Planned {
  readonly entries: readonly CalendarEntry[];
  readonly periods: Periods;
  readonly absences: Absences;
}

function missingOf(
  { id: institutionId, tier }: Institution,
  { kind, least }: CalendarKindRule,
  { entries, periods, absences }: Planned,
): MissingSession[] {
  if (!least?.hostTiers.includes(tier)) return [];
  const { every, minutes: leastMinutes } = least;
  const long = entries.filter(
    (entry) => entry.kind === kind && sessionMinutes(entry) >= leastMinutes,
  );
  return periods[every]
    .filter((span) => long.every((entry) => heldDays(absences, entry, span).length === 0))
    .map((span) => ({ institutionId, ...{ kind, leastMinutes }, ...span }));
}

/** Sessions that take place: not of who is away that day. */
const heldDays = (absences: Absences, entry: CalendarEntry, { start, end }: Span) =>
  sessionDays(entry, start, end).filter((day) => absences.isThere(entry, day));

const entriesAt = (manager: EntityManager, places: readonly string[], { start, end }: Span) =>
  selectRows(
    manager,
    CalendarEntry,
    `WHERE \`toInstitutionId\` IN (${placeholders(places)}) AND \`lastDay\` >= ? AND \`firstDay\` <= ? AND \`cancelledAt\` IS NULL`,
    [...places, start, end],
  );

const postingsAt = (manager: EntityManager, places: readonly string[], { start, end }: Span) =>
  selectRows(
    manager,
    Posting,
    `WHERE \`toInstitutionId\` IN (${placeholders(places)}) AND \`start\` <= ? AND (${lastDayColumn} IS NULL OR ${lastDayColumn} >= ?) ORDER BY \`start\`, \`id\``,
    [...places, end, start],
  );
