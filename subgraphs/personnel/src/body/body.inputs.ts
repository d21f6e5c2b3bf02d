import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { BodyRule } from './body-rules';
import { BodyKind, BodyRole } from './body-seat.entity';

@InputType()
export class BodyAppointmentInput {
  @Field(() => ID)
  consortiumId!: string;

  @Field(() => BodyKind)
  body!: BodyKind;

  @Field(() => BodyRole)
  role!: BodyRole;

  @Field(() => ID)
  practitionerId!: string;

  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day of the term.' })
  termEnd?: string | null;

  @Field(() => String, { nullable: true, description: 'Goals of the term, 2000 signs at most.' })
  goals?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who appointed her, 100 signs at most: an office, not a person.',
  })
  appointedBy?: string | null;
}

/** A text without the spaces around it, or null; refuses one that is too long. */
export function shortText(
  field: string,
  given: string | null | undefined,
  most: number,
): string | null {
  const text = given?.trim() || null;
  if (text !== null && [...text].length > most)
    throw new InvalidInput(field, `must not be longer than ${most} signs.`);
  return text;
}

/** Refuses a role the body does not have, and a term that ends before it begins. */
export function checkAppointment({ role, start, termEnd }: BodyAppointmentInput, rule: BodyRule) {
  if (!rule.roles.includes(role))
    throw new InvalidInput('role', `${rule.body} has ${rule.roles.join(', ')}.`);
  if (termEnd != null && termEnd < start)
    throw new InvalidInput('termEnd', 'must not be before start.');
}
