import texts from './data/referral-texts.json';
import { dayText, instantOf, laterBy } from './days';
import { demoId } from './demo-id';
import { diagnosisOf } from './diagnoses';
import { drugOf } from './drugs';
import type {
  DemoCarePlan,
  DemoExamReport,
  DemoLabReport,
  DemoReferral,
  DemoReferralEvent,
  ReferralStatus,
} from './history-types';
import type { Transfer } from './plan-types';
import { officerOf, paperNumber, type Writing } from './writing';

const reasons: Readonly<Record<string, string>> = texts.reasons;
const notes: Readonly<Record<string, string>> = texts.notes;

/** The way to each state a referral ends or stands in. */
const submitted = ['SUBMITTED'] as const;
const accepted = [...submitted, 'ACCEPTED'] as const;
const treated = [...accepted, 'IN_TRANSIT', 'ARRIVED', 'IN_TREATMENT'] as const;
const paths: Readonly<Record<ReferralStatus, readonly ReferralStatus[]>> = {
  DRAFT: ['DRAFT'],
  SUBMITTED: submitted,
  ACCEPTED: accepted,
  DECLINED: [...submitted, 'DECLINED'],
  IN_TRANSIT: treated.slice(0, 3),
  ARRIVED: treated.slice(0, 4),
  IN_TREATMENT: treated,
  COMPLETED: [...treated, 'COMPLETED'],
  FOLLOWED_UP: [...treated, 'COMPLETED', 'FOLLOWED_UP'],
  CANCELLED: [...accepted, 'CANCELLED'],
  EXPIRED: [...accepted, 'EXPIRED'],
  NO_SHOW: [...accepted, 'NO_SHOW'],
};
/** Minutes after the first step. */
const takes: Readonly<Record<ReferralStatus, number>> = {
  DRAFT: 0,
  SUBMITTED: 0,
  ACCEPTED: 35,
  IN_TRANSIT: 60,
  ARRIVED: 140,
  IN_TREATMENT: 200,
  DECLINED: 120,
  CANCELLED: 900,
  NO_SHOW: 2 * 1440,
  EXPIRED: 7 * 1440,
  COMPLETED: 6 * 1440,
  FOLLOWED_UP: 13 * 1440,
};
/** Steps the sender takes; the receiver takes the others. */
const bySender: readonly ReferralStatus[] = ['DRAFT', 'SUBMITTED', 'CANCELLED', 'FOLLOWED_UP'];
/** Reply within a working day, arrival within seven days of it. */
const dueAfter: Partial<Record<ReferralStatus, number>> = { SUBMITTED: 1440, ACCEPTED: 7 * 1440 };
/** Reports of the days before go along. */
const sentDays = 10;

interface Reports {
  readonly labReports: readonly DemoLabReport[];
  readonly examReports: readonly DemoExamReport[];
}

/** A referral slip with its steps, its plan, and the reports sent along. */
export function writeReferral(
  writing: Writing,
  transfers: readonly Transfer[],
  count: number,
  reports: Reports,
): DemoReferral[] {
  const transfer = transfers[count];
  if (!transfer) return [];
  const { seed, person } = writing;
  const { direction, status, urgency, fromId, toId, department, reason, answers } = transfer;
  const createdAt = instantOf(transfer.day, transfer.minute);
  const due = dueAfter[status];
  const sent = idsBefore(createdAt);
  return [
    {
      id: demoId(seed, 'REFERRAL', person.index, count),
      number: paperNumber('ZZ', transfer.day, person.index, count),
      ...{ direction, status, urgency, fromId, toId, department, createdAt },
      ...{ reasonCode: reason, reasonText: reasons[reason] ?? '' },
      diagnoses: transfer.diagnoses.map(diagnosisOf),
      summary: texts.summaries[direction],
      form: texts.forms[direction],
      labReportIds: sent(reports.labReports),
      examReportIds: sent(reports.examReports),
      carePlan: carePlanOf(transfer),
      parentId: answers === undefined ? null : demoId(seed, 'REFERRAL', person.index, answers),
      events: eventsOf(writing, transfer, createdAt),
      dueAt: due === undefined ? null : laterBy(createdAt, due),
    },
  ];
}

const idsBefore =
  (moment: Date) =>
  (candidates: readonly (DemoLabReport | DemoExamReport)[]): string[] =>
    candidates
      .filter(({ effectiveAt }) => {
        const age = effectiveAt === null ? -1 : moment.getTime() - effectiveAt.getTime();
        return age >= 0 && age < sentDays * 86_400_000;
      })
      .map(({ id }) => id)
      .slice(-4);

function eventsOf(writing: Writing, transfer: Transfer, createdAt: Date): DemoReferralEvent[] {
  const { seed, person, midnight } = writing;
  const path = paths[transfer.status];
  return path.map((status, step) => {
    const institutionId = bySender.includes(status) ? transfer.fromId : transfer.toId;
    // Never on or after the county's day, and still in their order.
    const latest = midnight.getTime() - (path.length - step) * 60_000;
    return {
      id: demoId(seed, 'REFERRAL_EVENT', person.index, transfer.day * 16 + step),
      at: new Date(Math.min(laterBy(createdAt, takes[status]).getTime(), latest)),
      ...{ status, institutionId, note: notes[status] ?? null },
      by: officerOf(writing, institutionId).name,
    };
  });
}

function carePlanOf({ goOnWith, day }: Transfer): DemoCarePlan | null {
  if (!goOnWith) return null;
  return {
    text: texts.plan,
    followUpBy: dayText(day + 7),
    medications: goOnWith.map(drugOf).map(({ code, dosage, days }) => ({
      drugCode: code,
      ...{ dosage, days },
    })),
  };
}
