import { Field, InputType } from 'type-graphql';
import { CalendarDay } from './scalars';

@InputType()
export class PeriodInput {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay)
  end!: string;
}
