import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType } from 'type-graphql';
import { checkStudyUid } from '../report/study-uid';
import type { Urgency } from './diagnosis-words';
import { UrgencyEnum } from './diagnostic-request.entity';

@InputType()
export class DiagnosticRequestInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => ID)
  itemCode!: string;

  @Field(() => ID)
  centerId!: string;

  @Field(() => String)
  sourceId!: string;

  @Field(() => Date)
  performedAt!: Date;

  @Field(() => String, { nullable: true })
  studyInstanceUid?: string | null;

  @Field(() => String, { nullable: true })
  clinicalQuestion?: string | null;

  @Field(() => UrgencyEnum, { nullable: true, description: 'ROUTINE where nothing is said.' })
  urgency?: Urgency | null;
}

const earliest = new Date('1900-01-01T00:00:00Z');
const longestReason = 500;

/** Refuses, before anything is asked or written, what cannot be. Names the field. */
export function checkDiagnosticRequest(input: DiagnosticRequestInput, now: Date) {
  checkText('sourceId', input.sourceId, { characters: 100 });
  checkText('itemCode', input.itemCode, { characters: 100 });
  checkText('centerId', input.centerId, { characters: 36 });
  if (input.performedAt > now) throw new InvalidInput('performedAt', 'lies in the future.');
  if (input.performedAt < earliest) throw new InvalidInput('performedAt', 'lies before 1900.');
  checkOptionalText('clinicalQuestion', input.clinicalQuestion, { characters: 2000 });
  checkStudyUid(input.studyInstanceUid);
}

/** Why a request is sent back or withdrawn, without blanks around it. */
export function readReason(text: string): string {
  checkText('reason', text, { characters: longestReason });
  return text.trim();
}
