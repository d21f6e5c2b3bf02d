import { Field, Float, ID, ObjectType } from 'type-graphql';
import { ResultItem } from '../result-item/result-item.entity';
import { Institution } from '../stubs/institution.stub';

@ObjectType({ description: 'An item that was tested again, and what could have been relied on.' })
export class RepeatedItem {
  @Field(() => ResultItem)
  item!: ResultItem;

  @Field(() => Institution, { nullable: true, description: 'Who made the earlier result.' })
  source!: Institution | null;

  @Field(() => Date, { description: 'When the earlier sample was taken, or the exam performed.' })
  sourceTakenAt!: Date;

  @Field(() => String, { nullable: true, description: 'The mark it had on the day of its test.' })
  mark!: string | null;

  @Field(() => Date, { nullable: true, description: 'The end of its window.' })
  validUntil!: Date | null;
}

@ObjectType({
  description:
    'A report on items of which a recognisable result was there, and nothing was decided. It names no patient: who treats her may open the report.',
})
export class UndecidedRepeat {
  @Field(() => ID)
  reportId!: string;

  @Field(() => Institution, { nullable: true, description: 'Who tested again.' })
  institution!: Institution | null;

  @Field(() => Date, { description: 'When the sample was taken, or the exam performed.' })
  takenAt!: Date;

  @Field(() => [RepeatedItem])
  items!: RepeatedItem[];

  @Field(() => Float, { description: 'Yuan: what the items cost by the institution’s price list.' })
  cost!: number;
}
