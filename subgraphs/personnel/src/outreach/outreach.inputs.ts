import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { DateTime } from '@lianyi/shared/graphql/scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { OutreachRules } from './outreach-rules';
import { OutreachKind } from './outreach-visit.entity';

@InputType()
export class OutreachVisitInput {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => ID)
  hostId!: string;

  @Field(() => OutreachKind)
  kind!: OutreachKind;

  @Field(() => DateTime)
  startedAt!: Date;

  @Field(() => DateTime)
  endedAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'Sheets or records reviewed, consultations, techniques; 1 where nothing is said.',
  })
  count?: number | null;

  @Field(() => String, { nullable: true })
  topic?: string | null;

  @Field(() => Int, { nullable: true, description: 'Persons examined or treated.' })
  peopleSeen?: number | null;

  @Field(() => Int, { nullable: true, description: 'Staff of the host who were taught.' })
  peopleTaught?: number | null;

  @Field(() => String, { nullable: true, description: 'What was found wanting.' })
  problems?: string | null;

  @Field(() => String, { nullable: true })
  advice?: string | null;

  @Field(() => String, { nullable: true, description: 'Names no patient.' })
  notes?: string | null;

  @Field(() => String, { description: 'Same key, same visit.' })
  idempotencyKey!: string;
}

/** Which visits; with neither host nor visitor those to the viewer’s institution. */
@ArgsType()
export class OutreachVisitsArgs {
  @Field(() => ID, { nullable: true })
  hostId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The visitor; not together with a host.' })
  practitionerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as 2026-05, Asia/Shanghai.' })
  month?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that wait to be confirmed: the worklist of a host.',
  })
  unconfirmed?: boolean | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

const longText = { characters: 2000, mayBeEmpty: true };

/** Refuses what no visit can be; names the field. */
export function checkVisit(input: OutreachVisitInput, rules: OutreachRules, now: Date) {
  checkText('idempotencyKey', input.idempotencyKey, { characters: 64 });
  checkOptionalText('topic', input.topic, { characters: 200, mayBeEmpty: true });
  for (const field of ['problems', 'advice', 'notes'] as const)
    checkOptionalText(field, input[field], longText);
  checkCount('count', input.count, 1, rules);
  checkCount('peopleSeen', input.peopleSeen, 0, rules);
  checkCount('peopleTaught', input.peopleTaught, 0, rules);
  checkTimes(input, rules, now);
}

function checkTimes({ startedAt, endedAt }: OutreachVisitInput, rules: OutreachRules, now: Date) {
  if (startedAt > now) throw new InvalidInput('startedAt', 'lies in the future.');
  if (endedAt <= startedAt) throw new InvalidInput('endedAt', 'must be after startedAt.');
  if (endedAt.getTime() - startedAt.getTime() > rules.longestHours * 3_600_000)
    throw new InvalidInput('endedAt', `must be within ${rules.longestHours} hours of startedAt.`);
  if (endedAt > now) throw new InvalidInput('endedAt', 'lies in the future: log it afterwards.');
}

function checkCount(
  field: string,
  count: number | null | undefined,
  least: number,
  { mostCounted }: OutreachRules,
) {
  if (count != null && (count < least || count > mostCounted))
    throw new InvalidInput(field, `must be from ${least} to ${mostCounted}.`);
}
