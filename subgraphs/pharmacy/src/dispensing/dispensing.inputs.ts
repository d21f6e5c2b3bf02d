import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType, Int } from 'type-graphql';
import { checkQuantity } from '../stock/stock.inputs';
import type { StockRules } from '../stock/stock-rules';

@InputType()
export class DispensingLineInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => Int, { description: 'In the drug’s unit.' })
  quantity!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The drug of the sheet, where another maker’s of the same is handed out for it.',
  })
  substituteFor?: string | null;
}

/** What is handed out at a visit. */
export interface Handout {
  readonly id: string;
  readonly lines: readonly DispensingLineInput[];
  readonly idempotencyKey: string;
}

/** A sheet holds fewer; how many are on it is asked later. */
const mostLines = 50;

/** Refuses, before anything is asked or written, what cannot be. Names the field. */
export function checkHandout({ id, lines, idempotencyKey }: Handout, rules: StockRules) {
  checkText('id', id, { characters: 36 });
  checkText('idempotencyKey', idempotencyKey, { characters: 100 });
  if (lines.length === 0) throw new InvalidInput('lines', 'must hold at least one.');
  if (lines.length > mostLines) throw new InvalidInput('lines', `must be at most ${mostLines}.`);
  for (const [at, { drugCode, quantity, substituteFor }] of lines.entries()) {
    checkText(`lines[${at}].drugCode`, drugCode, { characters: 32 });
    checkOptionalText(`lines[${at}].substituteFor`, substituteFor, { characters: 32 });
    checkQuantity(`lines[${at}].quantity`, quantity, rules);
    if (lines.slice(0, at).some((earlier) => earlier.drugCode === drugCode))
      throw new InvalidInput(`lines[${at}].drugCode`, 'stands here twice: name each drug once.');
  }
}
