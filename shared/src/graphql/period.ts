import { Field, InputType } from 'type-graphql';
import { InvalidInput } from '../errors/domain-error';
import { monthsFrom } from '../time/calendar-month';
import { CalendarDay } from './scalars';

@InputType()
export class PeriodInput {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay)
  end!: string;
}

/** The whole months a period touches. Throws INVALID_INPUT where it ends before it begins, or holds more. */
export function monthsOf({ start, end }: PeriodInput, mostMonths: number): [string, ...string[]] {
  if (end < start) throw new InvalidInput('period', 'must not end before it begins.');
  const [first, ...others] = monthsFrom(start.slice(0, 7), end.slice(0, 7));
  if (first === undefined || others.length >= mostMonths)
    throw new InvalidInput('period', `must not be longer than ${mostMonths} months.`);
  return [first, ...others];
}
