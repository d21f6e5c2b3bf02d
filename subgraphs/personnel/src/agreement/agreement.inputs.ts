import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { AgreementKind, SharedMatter } from './agreement.entity';
import type { AgreementRules } from './agreement-rules';

@InputType()
export class ConsortiumAgreementInput {
  @Field(() => ID)
  consortiumId!: string;

  @Field(() => AgreementKind)
  kind!: AgreementKind;

  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day it is made for.' })
  plannedEnd?: string | null;

  @Field(() => [SharedMatter])
  shares!: SharedMatter[];

  @Field(() => [String], {
    nullable: true,
    description: 'Catalogue codes whose results members recognise: with RESULT_RECOGNITION alone.',
  })
  items?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The agreement it follows.' })
  renewsId?: string | null;

  @Field(() => String, { description: '1 to 64 signs: the same key is one agreement.' })
  idempotencyKey!: string;
}

/** A county’s catalogue has a few hundred; so many of the longest fit a text column. */
const mostItems = 1000;

const named = (field: string, given: readonly string[]) => {
  if (new Set(given).size !== given.length) throw new InvalidInput(field, 'must name each once.');
};

/** Refuses by name what cannot be agreed so. */
export function checkAgreement(input: ConsortiumAgreementInput, { limited }: AgreementRules) {
  const { idempotencyKey, items, kind, plannedEnd, shares, start } = input;
  if (plannedEnd == null && limited.includes(kind))
    throw new InvalidInput('plannedEnd', `must be named for ${kind}.`);
  if (plannedEnd != null && plannedEnd < start)
    throw new InvalidInput('plannedEnd', 'must not be before start.');
  if (shares.length === 0) throw new InvalidInput('shares', 'must name something.');
  named('shares', shares);
  checkItems(items ?? [], shares.includes(SharedMatter.RESULT_RECOGNITION));
  if (!/^.{1,64}$/.test(idempotencyKey.trim()))
    throw new InvalidInput('idempotencyKey', 'must have 1 to 64 signs.');
}

function checkItems(items: readonly string[], isRecognising: boolean) {
  if (isRecognising !== items.length > 0)
    throw new InvalidInput('items', 'must be named where results are recognised, and there alone.');
  if (items.length > mostItems)
    throw new InvalidInput('items', `must not be more than ${mostItems}.`);
  if (!items.every((item) => /^[A-Za-z0-9-]{1,40}$/.test(item)))
    throw new InvalidInput('items', 'must be codes of the catalogue, such as 718-7 or CT-CHEST.');
  named('items', items);
}
