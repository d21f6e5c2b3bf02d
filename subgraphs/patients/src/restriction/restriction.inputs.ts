import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { RestrictionKind } from './record-restriction.entity';

@InputType()
export class RestrictionInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => RestrictionKind)
  kind!: RestrictionKind;

  @Field(() => ID, {
    nullable: true,
    description: 'With INSTITUTION: to whom the record is closed.',
  })
  institutionId?: string | null;

  @Field(() => CalendarDay, { nullable: true, description: 'The day she asked; today by default.' })
  requestedOn?: string | null;

  @Field(() => String)
  note!: string;
}
