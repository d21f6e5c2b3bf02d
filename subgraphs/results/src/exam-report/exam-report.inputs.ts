import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { Field, ID, InputType } from 'type-graphql';
import type { Modality } from '../catalogue/item';
import { PatientRefInput } from '../patient-ref/patient-ref.inputs';
import { checkOrdering, checkTimes } from '../report/check-input';
import { ReportStatusEnum } from '../report/report.entity';
import type { ReportStatus } from '../report/report-status';
import { checkStudyUid } from '../report/study-uid';
import { ModalityEnum } from './exam-report.entity';

@InputType()
export class ExamReportInput {
  @Field(() => PatientRefInput)
  patient!: PatientRefInput;

  @Field(() => String)
  sourceId!: string;

  @Field(() => ReportStatusEnum)
  status!: ReportStatus;

  @Field(() => Date, { nullable: true })
  effectiveAt?: Date | null;

  @Field(() => Date)
  issuedAt!: Date;

  @Field(() => String)
  itemCode!: string;

  @Field(() => ModalityEnum)
  modality!: Modality;

  @Field(() => String, { nullable: true })
  bodySite?: string | null;

  @Field(() => String)
  findings!: string;

  @Field(() => String)
  conclusion!: string;

  @Field(() => String, { nullable: true })
  studyInstanceUid?: string | null;

  @Field(() => String, { nullable: true })
  accessionNumber?: string | null;

  @Field(() => Boolean, { nullable: true })
  critical?: boolean | null;

  @Field(() => ID, { nullable: true })
  diagnosticRequestId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The institution that ordered it: a critical value is addressed to it.',
  })
  orderingInstitutionId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The department that ordered it: it may have limits of its own.',
  })
  orderingDepartment?: string | null;
}

/** Refuses, before anything is asked or written, what no column could hold. Names the field. */
export function checkExamReport(input: ExamReportInput, now: Date) {
  const empty = { mayBeEmpty: true };
  checkText('sourceId', input.sourceId, { characters: 100 });
  checkTimes(input, now);
  checkText('itemCode', input.itemCode, { characters: 100 });
  checkText('findings', input.findings, { characters: 20_000, ...empty });
  checkText('conclusion', input.conclusion, { characters: 20_000, ...empty });
  checkOptionalText('bodySite', input.bodySite, { characters: 100, ...empty });
  checkOptionalText('accessionNumber', input.accessionNumber, { characters: 64, ...empty });
  checkOptionalText('diagnosticRequestId', input.diagnosticRequestId, { characters: 36 });
  checkOrdering(input);
  checkStudyUid(input.studyInstanceUid);
}
