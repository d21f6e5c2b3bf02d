import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { ReferralsContext } from '../context';
import { Referral, ReferralStatus, Urgency } from '../referral/referral.entity';
import type { ReportReference } from '../stubs/report.stub';
import type { ReferralInput } from './referral.inputs';

type Writing = Pick<ReferralsContext, 'clocks' | 'newId' | 'sensitiveCodes' | 'viewer'>;

/** What a submission says, whichever process reads it: the same content has the same digest. */
export const digestOf = (input: ReferralInput): string => contentDigest(contentOf(input));

const contentOf = (input: ReferralInput) => [
  ...[input.patientId, input.direction, input.urgency, input.toInstitutionId],
  ...[input.department ?? null, input.reasonCode, input.reasonText ?? null, input.summary],
  input.diagnoses.map(({ system, code, display }) => [system, code, display]),
  [input.reportIds ?? [], input.parentId ?? null, formOf(input)],
  planOf(input),
];

const planOf = ({ carePlan }: ReferralInput) =>
  carePlan && [
    ...[carePlan.text, carePlan.followUpBy ?? null],
    (carePlan.medications ?? []).map(({ drugCode, dosage, days }) => [drugCode, dosage, days]),
  ];

/** What was filled in, in an order of its own: it does not matter in which a client names it. */
const formOf = ({ form }: ReferralInput) =>
  Object.entries(form ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1));

/** A slip as it is submitted; an emergency is on its way at once. Its number comes with the commit. */
export function referralRow(
  { clocks, newId, sensitiveCodes, viewer }: Writing,
  input: ReferralInput,
  reportIds: ReportReference[],
  at: Date,
): Referral {
  const { patientId, direction, urgency, toInstitutionId, reasonCode, summary } = input;
  const filled = formOf(input);
  const emergency = urgency === Urgency.EMERGENCY;
  const row: Referral = Object.assign(new Referral(), {
    id: newId(),
    ...{ number: '', patientId, direction, urgency, reasonCode, summary, reportIds },
    ...{ fromInstitutionId: viewer.institutionId, toInstitutionId },
    status: emergency ? ReferralStatus.IN_TRANSIT : ReferralStatus.SUBMITTED,
    ...{ department: input.department ?? null, reasonText: input.reasonText ?? null },
    diagnoses: input.diagnoses.map(({ system, code, display }) => ({ system, code, display })),
    ...{
      parentId: input.parentId ?? null,
      form: filled.length > 0 ? Object.fromEntries(filled) : null,
    },
    ...{ idempotencyKey: input.idempotencyKey.trim(), digest: digestOf(input) },
    sensitive: input.diagnoses.some(({ code }) => sensitiveCodes.diagnosis(code)),
    ...{ createdAt: at, submittedAt: at, acceptedAt: null, endedAt: null, dueAt: null },
    ...{ approval: null, approvalAt: null, approvalBy: null, filingNumber: null },
  } satisfies Partial<Referral>);
  row.dueAt = clocks.dueAt(row, at);
  return row;
}

/** The steps a submission takes. */
export const firstSteps = ({ status }: Referral): ReferralStatus[] =>
  status === ReferralStatus.SUBMITTED ? [status] : [ReferralStatus.SUBMITTED, status];
