import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';

@ObjectType({
  description:
    'Essential drugs among those an institution dispensed in a month (PH-22): of the classes the county counts.',
})
export class EssentialDrugUse {
  institutionId!: string;

  @Field(() => String, { description: 'Of the dispensing, such as 2026-06; Asia/Shanghai.' })
  month!: string;

  @Field(() => Int, { description: 'Different drugs that were dispensed.' })
  kinds!: number;

  @Field(() => Int, { description: 'Those that were essential on a day they were dispensed.' })
  essentialKinds!: number;

  @Field(() => Float, { description: 'Essential of all by item, from 0 to 1.' })
  share!: number;

  @Field(() => Float, {
    description: 'In yuan, by the catalogue’s prices on the days of dispensing.',
  })
  amount!: number;

  @Field(() => Float, { description: 'In yuan.' })
  essentialAmount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What its tier is to reach by item; null where nothing is set.',
  })
  leastShare!: number | null;

  @Field(() => Boolean, { description: 'Whether it falls short of that.' })
  belowLeast!: boolean;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

@ObjectType({ description: 'How much of a drug was dispensed; of no patient.' })
export class DrugUse {
  /** Null for those that tell of a sensitive disease. */
  drugCode!: string | null;

  @Field(() => Int)
  units!: number;

  @Field(() => Int, { description: 'How often some of it was handed out, by batch.' })
  lines!: number;

  @Field(() => Float, {
    description: 'In yuan, by the catalogue’s price on the days of dispensing.',
  })
  amount!: number;
}
