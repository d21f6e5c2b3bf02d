import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { Field, ID, InputType } from 'type-graphql';
import { CalendarKind, Recurrence } from './calendar-entry.entity';
import type { CalendarRules } from './calendar-rules';
import { placeInMonth, weekdayOf } from './session-days';

@InputType()
export class CalendarEntryInput {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => CalendarKind)
  kind!: CalendarKind;

  @Field(() => ID, { description: 'The place.' })
  toInstitutionId!: string;

  @Field(() => Recurrence)
  recurrence!: Recurrence;

  @Field(() => CalendarDay, { description: 'Of its first session; today at the earliest.' })
  firstDay!: string;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'Needed where it recurs; the first day otherwise.',
  })
  lastDay?: string | null;

  @Field(() => String, { description: 'Time of day in Shanghai, such as 08:30.' })
  startsAt!: string;

  @Field(() => String, { description: 'Later the same day.' })
  endsAt!: string;
}

/** What an input says when and where it is not in question. */
export type EntryTimes = Omit<CalendarEntryInput, 'lastDay'> & { readonly lastDay: string };

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The input with its last day. Refuses days and times that cannot be; names the field. */
export function checkedTimes(
  input: CalendarEntryInput,
  rules: CalendarRules,
  today: string,
): EntryTimes {
  const { kind, recurrence, firstDay, startsAt, endsAt } = input;
  for (const [field, time] of Object.entries({ startsAt, endsAt }))
    if (!timeOfDay.test(time)) throw new InvalidInput(field, 'must be a time such as 08:30.');
  if (endsAt <= startsAt) throw new InvalidInput('endsAt', 'must be after startsAt.');
  if (firstDay < today) throw new InvalidInput('firstDay', 'has passed.');
  const allowed = rules.of(kind).weekdays;
  if (!allowed.includes(weekdayOf(firstDay)))
    throw new InvalidInput('firstDay', `${kind} takes place on ${allowed.join(', ')} alone.`);
  if (recurrence === Recurrence.MONTHLY && placeInMonth(firstDay) > 4)
    throw new InvalidInput('firstDay', 'must be by the 28th: not every month has a fifth week.');
  return { ...input, lastDay: lastDayOf(input, rules) };
}

function lastDayOf({ recurrence, firstDay, lastDay }: CalendarEntryInput, rules: CalendarRules) {
  const once = recurrence === Recurrence.ONCE;
  if (lastDay == null && !once)
    throw new InvalidInput('lastDay', 'is needed where an entry recurs.');
  const last = lastDay ?? firstDay;
  if (last < firstDay) throw new InvalidInput('lastDay', 'must not be before firstDay.');
  if (once && last !== firstDay)
    throw new InvalidInput('lastDay', 'is the first day where an entry does not recur.');
  if (daysBetween(firstDay, last) >= rules.longestEntryDays)
    throw new InvalidInput('lastDay', `must be within ${rules.longestEntryDays} days.`);
  return last;
}
