import { Field, Float, ID, InputType, Int } from 'type-graphql';

@InputType()
export class RevenueInput {
  @Field(() => String, { description: 'One that is over, such as 2026-06; Asia/Shanghai.' })
  month!: string;

  @Field(() => Float, {
    description: 'In yuan to the cent: treatment and drugs, without pieces of Chinese medicine.',
  })
  amount!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'One of the community, stated by the office of its leading institution.',
  })
  institutionId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that is corrected.' })
  replaces?: number | null;
}
