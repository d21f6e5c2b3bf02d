import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { checkQuantity } from '../stock/stock.inputs';
import type { StockRules } from '../stock/stock-rules';
import { ShortageGroup, ShortageStatus } from './shortage.entity';

@InputType()
export class ShortageInput {
  @Field(() => ID, { nullable: true })
  drugCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In place of drugCode, where the catalogue has it not.',
  })
  drugText?: string | null;

  @Field(() => Int)
  quantity!: number;

  @Field(() => ShortageGroup)
  group!: ShortageGroup;

  @Field(() => String, { description: 'Same key, same shortage.' })
  idempotencyKey!: string;
}

/** What a pharmacy may ask its list for. */
@ArgsType()
export class ShortageFilter {
  @Field(() => ShortageStatus, { nullable: true })
  status?: ShortageStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what is overdue; false: only what is not.',
  })
  overdue?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those whose next step is the viewer’s institution’s.',
  })
  duty?: boolean | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

/** Refuses a shortage that says nothing or too much; names the field. */
export function checkShortage(input: ShortageInput, rules: StockRules) {
  checkText('idempotencyKey', input.idempotencyKey, { characters: 100 });
  checkOptionalText('drugCode', input.drugCode, { characters: 32 });
  checkOptionalText('drugText', input.drugText, { characters: 100 });
  if ((input.drugCode == null) === (input.drugText == null))
    throw new InvalidInput('drugCode', 'either it or drugText must be given.');
  checkQuantity('quantity', input.quantity, rules);
}
