import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';

/** What a stock list may be asked for. */
@ArgsType()
export class StockListFilter {
  @Field(() => ID, { nullable: true, description: 'Of one of these institutions alone.' })
  institutionId?: string | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

@ArgsType()
export class ExpiringFilter extends StockListFilter {
  @Field(() => Int, {
    nullable: true,
    description: 'Days from today, this one included; unless said, as many as the county set.',
  })
  withinDays?: number | null;
}

@InputType()
export class StockMinimumInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => Int, { nullable: true, description: 'Units to be kept at least; null: no longer.' })
  minimum?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'One that the viewer’s institution supplies; unless said, itself.',
  })
  institutionId?: string | null;
}
