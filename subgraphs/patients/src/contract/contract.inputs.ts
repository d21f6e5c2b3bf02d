import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, InputType } from 'type-graphql';

@InputType()
export class PeriodInput {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, { nullable: true })
  end?: string | null;
}
