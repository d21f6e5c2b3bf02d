import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, InputType } from 'type-graphql';

@InputType()
export class DrugListInput {
  @Field(() => String, {
    description:
      'CSV, its columns named in the first line. A whole county’s list is read by the command drugs:import.',
  })
  text!: string;

  @Field(() => CalendarDay, { description: 'First day the list is to count.' })
  effectiveFrom!: string;

  @Field(() => Boolean, { description: 'Whether drugs it does not name leave the catalogue.' })
  whole!: boolean;

  @Field(() => String)
  idempotencyKey!: string;
}
