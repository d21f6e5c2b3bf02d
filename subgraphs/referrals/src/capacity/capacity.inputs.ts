import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CapacityKind } from './capacity.entity';
import type { CapacityRules } from './capacity-rules';

@InputType()
export class CapacityInput {
  @Field(() => CapacityKind)
  kind!: CapacityKind;

  @Field(() => String)
  department!: string;

  @Field(() => ID, { nullable: true })
  practitionerId?: string | null;

  @Field(() => Date)
  startsAt!: Date;

  @Field(() => Date)
  endsAt!: Date;

  @Field(() => Int)
  total!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'At least the community’s share of the total; that share where nothing is said.',
  })
  reserved?: number | null;
}

/** Refuses what cannot be; names the field. Yields how many units are kept. */
export function checkCapacity(input: CapacityInput, rules: CapacityRules, now: Date): number {
  checkText('department', input.department, { characters: 60 });
  if (input.practitionerId) checkText('practitionerId', input.practitionerId, { characters: 36 });
  if (input.startsAt <= now) throw new InvalidInput('startsAt', 'lies in the past.');
  if (input.endsAt <= input.startsAt) throw new InvalidInput('endsAt', 'must be after startsAt.');
  const { total } = input;
  if (total < 1 || total > rules.mostUnits)
    throw new InvalidInput('total', `must be from 1 to ${rules.mostUnits}.`);
  const least = rules.leastReserved(total);
  const reserved = input.reserved ?? least;
  if (reserved < least || reserved > total)
    throw new InvalidInput(
      'reserved',
      `must be from ${least}, the community’s share, to ${total}.`,
    );
  return reserved;
}
