import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Posting } from '../posting/posting.entity';
import { CalendarEntry, CalendarKind } from './calendar-entry.entity';

@ObjectType({ description: 'One day of a calendar entry.' })
export class CalendarSession {
  @Field(() => CalendarDay)
  day!: string;

  @Field(() => CalendarEntry)
  entry!: CalendarEntry;
}

@ObjectType({ description: 'Who of others is at an institution in a week, Monday to Sunday.' })
export class Whereabouts {
  institutionId!: string;

  @Field(() => CalendarDay, { description: 'The Monday.' })
  start!: string;

  @Field(() => CalendarDay, { description: 'The Sunday.' })
  end!: string;

  @Field(() => [Posting], { description: 'In force on a day of the week.' })
  postings!: Posting[];

  @Field(() => [CalendarSession], { description: 'By day and time.' })
  sessions!: CalendarSession[];
}

@ObjectType({ description: 'A session the community asks for that is not planned.' })
export class MissingSession {
  institutionId!: string;

  @Field(() => CalendarKind)
  kind!: CalendarKind;

  @Field(() => CalendarDay, { description: 'First day of the week or month it is due in.' })
  start!: string;

  @Field(() => CalendarDay)
  end!: string;

  @Field(() => Int, { description: 'How long it lasts at least, in minutes.' })
  leastMinutes!: number;
}
