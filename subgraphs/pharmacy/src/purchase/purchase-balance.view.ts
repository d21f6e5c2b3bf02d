import { Field, Float, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'What a supplier is to deliver and to be paid, in yuan, by the prices of the orders: what the money for purchases has to carry.',
})
export class PurchaseBalance {
  @Field(() => ID)
  supplierId!: string;

  @Field(() => String)
  supplierName!: string;

  @Field(() => Float, { description: 'Ordered, and still to come.' })
  toCome!: number;

  @Field(() => Float, { description: 'Came, and is not paid.' })
  toPay!: number;

  @Field(() => Float, { description: 'Of that, what was to be paid before now.' })
  overdue!: number;

  @Field(() => Float, { description: 'Paid in the months asked for.' })
  paid!: number;
}
