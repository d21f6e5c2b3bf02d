import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { StockRules } from './stock-rules';

@InputType()
export class StockMovementInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  batch!: string;

  @Field(() => CalendarDay)
  expiresOn!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The member that sent it by `sendStock`; nothing: from outside the community.',
  })
  fromInstitutionId?: string | null;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'Same key, same receipt.' })
  idempotencyKey!: string;
}

@InputType()
export class StockTransferInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  batch!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => ID)
  toInstitutionId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'Same key, same transfer.' })
  idempotencyKey!: string;
}

@InputType()
export class StockAdjustmentInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  batch!: string;

  @Field(() => Int, { description: 'Units more; below zero: units less.' })
  change!: number;

  @Field(() => String, { description: 'Of the community’s list, such as COUNTED or EXPIRED.' })
  reasonCode!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'Same key, same adjustment.' })
  idempotencyKey!: string;
}

type AnyInput = Pick<StockMovementInput, 'drugCode' | 'batch' | 'reason' | 'idempotencyKey'>;

/** Refuses texts that no column holds; names the field. */
export function checkTexts({ drugCode, batch, reason, idempotencyKey }: AnyInput) {
  checkText('idempotencyKey', idempotencyKey, { characters: 100 });
  checkText('drugCode', drugCode, { characters: 32 });
  checkText('batch', batch, { characters: 40 });
  checkText('reason', reason, { characters: 200 });
}

/** Units that are moved: a whole number above zero, and no more than a shelf holds. */
export function checkQuantity(field: string, quantity: number, { mostUnits }: StockRules) {
  if (quantity < 1 || quantity > mostUnits)
    throw new InvalidInput(field, `must be from 1 to ${mostUnits}.`);
}
