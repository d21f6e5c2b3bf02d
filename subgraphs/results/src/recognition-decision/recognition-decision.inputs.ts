import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import { Field, ID, InputType } from 'type-graphql';
import type { RepeatReason, RepeatReasons } from './read-repeat-reasons';
import {
  type RecognitionChoice,
  RecognitionChoiceEnum,
  RepeatReasonEnum,
} from './recognition-decision.entity';

@InputType()
export class RecognitionDecisionInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => ID, { description: 'The item or panel that was, or would have been, ordered.' })
  itemCode!: string;

  @Field(() => ID, { nullable: true })
  observationId?: string | null;

  @Field(() => ID, { nullable: true })
  examReportId?: string | null;

  @Field(() => RecognitionChoiceEnum)
  choice!: RecognitionChoice;

  @Field(() => RepeatReasonEnum, { nullable: true })
  reason?: RepeatReason | null;

  @Field(() => String, { nullable: true, description: 'At most 500 characters.' })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'One of the county’s own reasons (repeatReasons) under OTHER_CLINICAL_NEED.',
  })
  localReason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The visit, as the institution’s system names it: each has decisions of its own.',
  })
  encounterId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the clinician works; for statistics.',
  })
  department?: string | null;
}

/** Refuses, before anything is asked or written, what does not fit together. Names the field. */
export function checkDecision(input: RecognitionDecisionInput, reasons: RepeatReasons) {
  checkOptionalText('encounterId', input.encounterId, { characters: 100 });
  checkOptionalText('department', input.department, { characters: 100 });
  checkOptionalText('note', input.note, { characters: 500 });
  if (input.observationId != null && input.examReportId != null)
    throw new InvalidInput('examReportId', 'stands beside an observationId: one result, not two.');
  if (input.choice === 'RECOGNIZED') checkRecognized(input);
  else checkRepeated(input, reasons);
}

function checkRecognized({
  observationId,
  examReportId,
  reason,
  localReason,
}: RecognitionDecisionInput) {
  if (observationId == null && examReportId == null)
    throw new InvalidInput('observationId', 'or examReportId must name the result relied on.');
  if (reason != null) throw new InvalidInput('reason', 'is for what is REPEATED alone.');
  if (localReason != null) throw new InvalidInput('localReason', 'is for what is REPEATED alone.');
}

function checkRepeated(
  { reason, localReason, note }: RecognitionDecisionInput,
  reasons: RepeatReasons,
) {
  if (reason == null)
    throw new InvalidInput('reason', 'must say why a recognisable result is repeated.');
  if (localReason != null) {
    const found = reasons.local(localReason);
    if (!found)
      throw new InvalidInput('localReason', `${shownId(localReason)} is none of the county’s.`);
    if (found.parent !== reason)
      throw new InvalidInput('localReason', `stands under ${found.parent}, not under ${reason}.`);
  }
  if (reasons.reason(reason).noteRequired && note == null)
    throw new InvalidInput('note', `must say what ${reason} means here.`);
}
