import { Directive, Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import type { Interpretation } from '../catalogue/read-words';
import { InterpretationEnum } from '../lab-report/observation.entity';

@InputType()
@Directive('@inaccessible')
export class LatestValueInput {
  @Field(() => ID, { description: 'Of the catalogue.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'UCUM, in which the number is wanted.' })
  unit?: string | null;
}

/** The newest value of an item, for another part that weighs it. */
@ObjectType()
@Directive('@inaccessible')
export class LatestValue {
  @Field(() => ID)
  code!: string;

  @Field(() => String, { nullable: true, description: 'As it was asked for.' })
  unit!: string | null;

  @Field(() => Date)
  takenAt!: Date;

  @Field(() => Float, {
    nullable: true,
    description: 'In `unit`; null for text, and where the value does not convert.',
  })
  number!: number | null;

  @Field(() => String, { nullable: true })
  comparator!: string | null;

  @Field(() => InterpretationEnum)
  interpretation!: Interpretation;
}
