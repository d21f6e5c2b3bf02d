import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { checkQuantity } from '../stock/stock.inputs';
import type { StockRules } from '../stock/stock-rules';
import { PurchaseStatus } from './purchase-order.entity';

@ArgsType()
export class PurchaseFilter {
  @Field(() => PurchaseStatus, { nullable: true })
  status?: PurchaseStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what is overdue, to be delivered or paid; false: only what is not.',
  })
  overdue?: boolean | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

@InputType()
export class DeliveredLineInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  batch!: string;

  @Field(() => CalendarDay)
  expiresOn!: string;

  @Field(() => Int)
  quantity!: number;
}

@InputType()
export class DeliveryInput {
  @Field(() => [DeliveredLineInput])
  lines!: DeliveredLineInput[];

  @Field(() => String, { description: 'Same key, same delivery.' })
  idempotencyKey!: string;
}

const mostLines = 100;

/** Refuses a delivery that says nothing or too much; names the field. */
export function checkDelivery({ idempotencyKey, lines }: DeliveryInput, rules: StockRules) {
  checkText('idempotencyKey', idempotencyKey, { characters: 100 });
  if (lines.length < 1 || lines.length > mostLines)
    throw new InvalidInput('lines', `must be from 1 to ${mostLines}.`);
  for (const { batch, drugCode, quantity } of lines) {
    checkText('drugCode', drugCode, { characters: 32 });
    checkText('batch', batch, { characters: 40 });
    checkQuantity('quantity', quantity, rules);
  }
}
