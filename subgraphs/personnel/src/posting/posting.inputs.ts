import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { Field, ID, InputType } from 'type-graphql';
import { PostingKind } from './posting.entity';
import type { PostingKindRule } from './posting-rules';

@InputType()
export class PostingInput {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => PostingKind)
  kind!: PostingKind;

  @Field(() => ID)
  toInstitutionId!: string;

  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'Its last day; in force until it is ended where nothing is said.',
  })
  plannedEnd?: string | null;
}

/** Refuses days that cannot be, or too few of them for the kind; names the field. */
export function checkDays(
  { start, plannedEnd }: PostingInput,
  { kind, leastDays }: PostingKindRule,
) {
  if (plannedEnd == null) return;
  if (plannedEnd < start) throw new InvalidInput('plannedEnd', 'must not be before start.');
  if (daysBetween(start, plannedEnd) + 1 < leastDays)
    throw new InvalidInput('plannedEnd', `${kind} is planned for ${leastDays} days at least.`);
}
