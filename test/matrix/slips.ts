import type { DemoReferral, ReferralStatus } from '@lianyi/shared/demo/history-types';
import { diagnosis, type Holding } from './rows';
import type { RowFacts } from './signs';

export interface SlipFacts {
  readonly fromId: string;
  readonly toId: string;
  /** DRAFT, SUBMITTED, or COMPLETED at `endedAt`. */
  readonly status: ReferralStatus;
  readonly endedAt?: Date;
  readonly sensitive?: boolean;
  readonly parentId?: string;
  /** A report that goes with it. */
  readonly labReportId?: string;
}

/** The facts of a slip's row: both sides hold it, once it is submitted. */
export function slipRow({ patient }: Holding, { fromId, toId, status, sensitive }: SlipFacts) {
  const draft = status === 'DRAFT';
  const row: RowFacts = {
    patient,
    ...{ group: 'slips', holders: draft ? [fromId] : [fromId, toId] },
    ...(sensitive ? { sensitive } : {}),
    ...(draft ? { draftOf: fromId } : {}),
  };
  return row;
}

/** A slip with everything one can hold: plan, steps, and what is sent along. */
export function slip(holding: Holding, facts: SlipFacts, row: RowFacts): DemoReferral {
  const { signs, daysAgo } = holding;
  const { fromId, toId, status, sensitive = false, parentId = null, labReportId } = facts;
  return {
    fromId,
    ...{ toId, status, parentId, direction: 'DOWN', urgency: 'ROUTINE' },
    id: signs.id('Referral.id', row),
    number: signs.text('Referral.number', row),
    department: signs.text('Referral.department', row),
    reasonCode: 'OTHER',
    reasonText: signs.text('Referral.reasonText', row),
    diagnoses: [diagnosis(holding, 'Referral.diagnoses', row, sensitive)],
    summary: signs.text('Referral.summary', row),
    form: {
      pastHistory: signs.text('ReferralForm.pastHistory', row),
      treatment: signs.text('ReferralForm.treatment', row),
    },
    ...{ labReportIds: labReportId ? [labReportId] : [], examReportIds: [] },
    carePlan: {
      text: signs.text('CarePlan.text', row),
      followUpBy: '2026-12-24',
      medications: [
        {
          drugCode: 'XC08CAA900A001010190001',
          dosage: signs.text('CarePlanMedication.dosage', row),
          days: 30,
        },
      ],
    },
    events: events(holding, facts, row),
    createdAt: signs.time('Referral.createdAt', row, daysAgo + 1),
    dueAt: signs.time('Referral.dueAt', row, daysAgo - 2),
  };
}

/** Written, then submitted, then at an end, as far as it came. */
function events({ signs, daysAgo }: Holding, facts: SlipFacts, row: RowFacts) {
  const { fromId, status, endedAt } = facts;
  const step = (of: ReferralStatus, at: Date) => ({
    at,
    ...{ status: of, institutionId: fromId },
    id: signs.id('ReferralEvent.id', row),
    by: signs.text('ReferralEvent.by', row),
    note: signs.text('ReferralEvent.note', row),
  });
  const at = (ago: number) => signs.time('ReferralEvent.at', row, ago);
  return [
    step('DRAFT', at(daysAgo + 0.5)),
    ...(status === 'DRAFT' ? [] : [step('SUBMITTED', at(daysAgo + 0.4))]),
    ...(endedAt ? [step('COMPLETED', endedAt)] : []),
  ];
}
