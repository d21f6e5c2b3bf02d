import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { RepeatReason } from '../recognition-decision/read-repeat-reasons';
import { RepeatReasonEnum } from '../recognition-decision/recognition-decision.entity';
import { ResultItem } from '../result-item/result-item.entity';
import { Institution } from '../stubs/institution.stub';

/** What numbers may be told apart by. */
export const groupings = ['INSTITUTION', 'DEPARTMENT', 'PHYSICIAN', 'ITEM', 'MONTH'] as const;
export type Grouping = (typeof groupings)[number];
export const GroupingEnum = Object.fromEntries(groupings.map((one) => [one, one]));
registerEnumType(GroupingEnum, { name: 'RecognitionGrouping' });

@ObjectType()
export class RepeatReasonCount {
  @Field(() => RepeatReasonEnum)
  reason!: RepeatReason;

  @Field(() => Int)
  count!: number;
}

@ObjectType({
  description:
    'What was offered, relied on and repeated in a period. A field that the numbers were not asked by is null.',
})
export class RecognitionStatistics {
  @Field(() => Institution, { nullable: true })
  institution!: Institution | null;

  @Field(() => String, {
    nullable: true,
    description: 'Null also where no department was named.',
  })
  department!: string | null;

  @Field(() => ID, { nullable: true })
  physicianId!: string | null;

  @Field(() => String, { nullable: true })
  physicianName!: string | null;

  @Field(() => ResultItem, { nullable: true })
  item!: ResultItem | null;

  @Field(() => String, { nullable: true, description: 'Calendar month in Shanghai, 2026-03.' })
  month!: string | null;

  @Field(() => Int, {
    description:
      'Recognisable results shown before an order, with all that were relied on: recognized + repeated + undecided.',
  })
  offered!: number;

  @Field(() => Int)
  recognized!: number;

  @Field(() => Int, { description: 'Tested again although recognisable, with a reason.' })
  repeated!: number;

  @Field(() => Int, { description: 'Offered, and nothing was decided that day.' })
  undecided!: number;

  @Field(() => [RepeatReasonCount], { description: 'The reasons that occur, in their order.' })
  repeatedByReason!: RepeatReasonCount[];

  @Field(() => Float, {
    nullable: true,
    description: 'recognized / offered, from 0 to 1; null where nothing was offered.',
  })
  rate!: number | null;

  @Field(() => Float, { description: 'Yuan, by the price lists of those who relied on results.' })
  costAvoided!: number;
}
