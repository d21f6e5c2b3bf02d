import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ExamReport } from '../exam-report/exam-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { Recognition } from '../recognition/recognition.entity';
import type { Verdict } from '../recognition/recognize';
import { ResultItem } from '../result-item/result-item.entity';
import { type OrderMatch, orderMatches } from './order-rules';

const OrderMatchEnum = Object.fromEntries(orderMatches.map((one) => [one, one]));
registerEnumType(OrderMatchEnum, {
  name: 'OrderMatch',
  description:
    'How a result answers an order: the item itself; an item of the panel; or by the county’s table of equivalents, a wider region, a study with contrast, another method.',
});

@ObjectType()
export class OrderAlternative {
  @Field(() => Observation, { nullable: true })
  observation!: Observation | null;

  @Field(() => ExamReport, { nullable: true })
  examReport!: ExamReport | null;

  @Field(() => Recognition, {
    description:
      'For the viewer’s institution, now. `validUntil` is the end of the window of the result’s own item.',
  })
  recognition!: Verdict;

  @Field(() => Int, {
    description: 'Calendar days in Shanghai since sampling or exam, else since the report.',
  })
  ageDays!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Calendar days it is still recognised after today; null where that does not end, or it is not recognised.',
  })
  daysLeft!: number | null;

  @Field(() => OrderMatchEnum)
  match!: OrderMatch;
}

@ObjectType({
  description: 'What already exists for an item a clinician is about to order; best first.',
})
export class OrderCheckLine {
  @Field(() => ResultItem, { description: 'The item, or the panel, as it was asked for.' })
  item!: ResultItem;

  @Field(() => [OrderAlternative], {
    description:
      'Recognised ones first, then the newest; of one moment the item itself before an equivalent. Of a panel the best for each of its items, in its order where they were taken at once.',
  })
  alternatives!: OrderAlternative[];
}

@ObjectType({ description: 'Laboratory items that are ordered together under one code.' })
export class ResultPanel {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  englishName!: string;

  @Field(() => Float, { description: 'Yuan.' })
  price!: number;

  @Field(() => [ResultItem], { description: 'In their printed order.' })
  items!: ResultItem[];
}
