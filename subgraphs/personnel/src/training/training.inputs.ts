import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { TrainingKind, TrainingResult } from './training-placement.entity';

@InputType()
export class TrainingPlacementInput {
  @Field(() => ID)
  traineeId!: string;

  @Field(() => ID)
  hostId!: string;

  @Field(() => ID)
  mentorId!: string;

  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'Its planned last day.' })
  end?: string | null;

  @Field(() => TrainingKind, {
    nullable: true,
    description: 'Further training where nothing is said.',
  })
  kind?: TrainingKind | null;

  @Field(() => String, { nullable: true })
  department?: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be learnt, and how.' })
  plan?: string | null;
}

/** Whose trainings; with none of the four those at the viewer’s institution. */
@ArgsType()
export class TrainingsArgs {
  @Field(() => ID, { nullable: true })
  hostId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who employed the trainees.' })
  fromInstitutionId?: string | null;

  @Field(() => ID, { nullable: true })
  traineeId?: string | null;

  @Field(() => ID, { nullable: true })
  mentorId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those without a result yet.' })
  unfinished?: boolean | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

@ArgsType()
export class FinishTrainingArgs {
  @Field(() => ID)
  id!: string;

  @Field(() => CalendarDay, { description: 'Its last day, today at the latest.' })
  end!: string;

  @Field(() => TrainingResult)
  result!: TrainingResult;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

/** A note as it is kept; null where nothing is said. Names the field where it is too long. */
export function noteOf(field: string, text: string | null | undefined, characters = 2000) {
  checkOptionalText(field, text, { characters, mayBeEmpty: true });
  return text?.trim() || null;
}

export function checkScore(score: number, mostScore: number) {
  if (score < 0 || score > mostScore)
    throw new InvalidInput('score', `must be from 0 to ${mostScore}.`);
}
