import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';

@ObjectType({
  description: 'What became of the shortages an institution registered in a month (I27, PH-11).',
})
export class ShortageFulfilment {
  institutionId!: string;

  @Field(() => String, { description: 'Of the registration, such as 2026-06; Asia/Shanghai.' })
  month!: string;

  @Field(() => Int)
  registered!: number;

  @Field(() => Int, { description: 'Of these, what came, in time or late.' })
  delivered!: number;

  @Field(() => Int, { description: 'Of these, what came in the time of its group.' })
  deliveredInTime!: number;

  @Field(() => Int)
  substituted!: number;

  @Field(() => Int)
  rejected!: number;

  @Field(() => Int, { description: 'That have not come yet, though their time is over.' })
  overdue!: number;

  @Field(() => Float, { description: 'Delivered in time of all registered, from 0 to 1.' })
  rate!: number;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
