import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType } from 'type-graphql';
import { PatientRefInput } from '../patient-ref/patient-ref.inputs';
import { checkOrdering, checkTimes } from '../report/check-input';
import { ReportStatusEnum } from '../report/report.entity';
import type { ReportStatus } from '../report/report-status';

/** Values of one report; the longest panels have some dozens. */
const mostObservations = 500;

@InputType()
export class ObservationInput {
  @Field(() => String, { description: 'Catalogue code, LOINC, or the sender’s local code.' })
  code!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String)
  value!: string;

  @Field(() => String, { nullable: true })
  unit?: string | null;

  @Field(() => String, { nullable: true })
  referenceRange?: string | null;

  @Field(() => String, { nullable: true, description: 'As printed: N, L, H, LL, HH, A.' })
  flag?: string | null;
}

@InputType()
export class LabReportInput {
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

  @Field(() => [ObservationInput])
  observations!: ObservationInput[];

  @Field(() => String, { nullable: true })
  conclusion?: string | null;

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
  @Field(() => ID, { nullable: true, description: 'The diagnostic request it answers.' })
  diagnosticRequestId?: string | null;
}

/** Refuses, before anything is asked or written, what no column could hold. Names the field. */
export function checkLabReport(input: LabReportInput, now: Date) {
  checkText('sourceId', input.sourceId, { characters: 100 });
  checkTimes(input, now);
  checkOptionalText('conclusion', input.conclusion, { characters: 20_000, mayBeEmpty: true });
  checkOrdering(input);
  checkOptionalText('diagnosticRequestId', input.diagnosticRequestId, { characters: 36 });
  if (input.observations.length === 0 && input.status !== 'CANCELLED')
    throw new InvalidInput('observations', 'must not be empty unless the report is cancelled.');
  if (input.observations.length > mostObservations)
    throw new InvalidInput('observations', `must not be more than ${mostObservations}.`);
  for (const [index, observation] of input.observations.entries())
    checkObservation(`observations.${index}`, observation);
}

function checkObservation(at: string, input: ObservationInput) {
  const empty = { mayBeEmpty: true };
  checkText(`${at}.code`, input.code, { characters: 100 });
  checkText(`${at}.value`, input.value, { characters: 20_000, ...empty });
  checkOptionalText(`${at}.name`, input.name, { characters: 200, ...empty });
  checkOptionalText(`${at}.unit`, input.unit, { characters: 100, ...empty });
  checkOptionalText(`${at}.referenceRange`, input.referenceRange, { characters: 500, ...empty });
  checkOptionalText(`${at}.flag`, input.flag, { characters: 40, ...empty });
}
