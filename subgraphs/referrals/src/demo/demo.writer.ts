import type { SensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { DemoReferral } from '@lianyi/shared/demo/history-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { Capacity } from '../capacity/capacity.entity';
import type { CapacityRules } from '../capacity/capacity-rules';
import { CarePlan } from '../care-plan/care-plan.entity';
import { Referral, ReferralDirection, ReferralStatus, Urgency } from '../referral/referral.entity';
import { ReferralEvent } from '../referral/referral-event.entity';
import type { ReportReference } from '../stubs/report.stub';
import { capacityRows } from './capacity.rows';

/** The referrals of a demo county, with their steps and plans, and what its leading hospital offers. */
export const createReferralsDemo = (
  codes: SensitiveCodes,
  capacityRules: CapacityRules,
): CountyWriter => ({
  async frame(manager, county) {
    await insertRows(manager, Capacity, capacityRows(county, capacityRules));
  },
  async residents(manager, residents) {
    const written = residents.flatMap(({ person, history }) =>
      history.referrals().map((referral) => ({ referral, patientId: person.id })),
    );
    await insertRows(
      manager,
      Referral,
      written.map(({ referral, patientId }) => referralRow(referral, patientId, codes)),
    );
    await insertRows(
      manager,
      ReferralEvent,
      written.flatMap(({ referral }) => eventRows(referral)),
    );
    await insertRows(
      manager,
      CarePlan,
      written.flatMap(({ referral }) => planRows(referral)),
    );
  },
});

/** The states in which a referral has ended; being followed up comes after the end. */
const ends: readonly string[] = ['COMPLETED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'NO_SHOW'];

function referralRow(referral: DemoReferral, patientId: string, codes: SensitiveCodes) {
  const { id, number, department, reasonCode, reasonText, diagnoses, summary } = referral;
  const { parentId, createdAt, dueAt, events, form } = referral;
  return {
    id,
    ...{ number, patientId, department, reasonCode, reasonText, summary },
    ...{ parentId, createdAt, dueAt, form, diagnoses: [...diagnoses] },
    direction: ReferralDirection[referral.direction],
    status: ReferralStatus[referral.status],
    urgency: Urgency[referral.urgency],
    fromInstitutionId: referral.fromId,
    toInstitutionId: referral.toId,
    reportIds: reportsOf(referral),
    sensitive: diagnoses.some(({ code }) => codes.diagnosis(code)),
    submittedAt: events.find(({ status }) => status === 'SUBMITTED')?.at ?? null,
    acceptedAt: events.find(({ status }) => status === 'ACCEPTED')?.at ?? null,
    endedAt: events.find(({ status }) => ends.includes(status))?.at ?? null,
  };
}

const reportsOf = ({ labReportIds, examReportIds }: DemoReferral): ReportReference[] => [
  ...labReportIds.map((id) => ({ kind: 'LAB', id }) as const),
  ...examReportIds.map((id) => ({ kind: 'EXAM', id }) as const),
];

const eventRows = ({ id, events }: DemoReferral) =>
  events.map(({ at, status, by, institutionId, note }, index) => ({
    referralId: id,
    ...{ step: index + 1, at, by, institutionId, note },
    status: ReferralStatus[status],
  }));

const planRows = ({ id, carePlan }: DemoReferral) =>
  carePlan === null
    ? []
    : [{ ...carePlan, referralId: id, medications: [...carePlan.medications] }];
