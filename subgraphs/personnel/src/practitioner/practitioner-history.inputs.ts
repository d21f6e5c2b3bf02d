import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { TitleLevel } from './practitioner.entity';

@InputType()
export class TitleInput {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => TitleLevel)
  level!: TitleLevel;

  @Field(() => String, { nullable: true, description: 'GB/T 8561, such as 233.' })
  code?: string | null;

  @Field(() => CalendarDay, { description: 'The first day; today at the latest.' })
  since!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Puts right what is stored as of that day, the last one.',
  })
  corrects?: boolean | null;
}

@InputType()
export class EmploymentInput {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'One the viewer manages, too; null: she leaves, and the day before was her last.',
  })
  employerId?: string | null;

  @Field(() => CalendarDay, { description: 'The first day; today at the latest.' })
  since!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Puts right what is stored as of that day, the last one.',
  })
  corrects?: boolean | null;
}

/** The last sign of a code of GB/T 8561 by level (domain facts 5.1). */
const lastSigns: Readonly<Record<TitleLevel, string | null>> = {
  SENIOR: '1',
  ...{ ASSOCIATE_SENIOR: '2', INTERMEDIATE: '3', JUNIOR: '4', ASSISTANT: '5' },
  NONE: null,
};

/** Whether a code of GB/T 8561 is one of a level; no code is one of any. */
export const isCodeOf = (level: TitleLevel, code: string | null) =>
  code === null || (/^\d{3}$/.test(code) && code.at(-1) === lastSigns[level]);

export function checkTitle({ code, level }: Pick<TitleInput, 'code' | 'level'>) {
  if (!isCodeOf(level, code ?? null))
    throw new InvalidInput('code', `is none of ${level} in GB/T 8561.`);
}
