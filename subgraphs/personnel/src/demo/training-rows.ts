import type { County } from '@lianyi/shared/demo/county';
import { at } from '@lianyi/shared/demo/random';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { laterMonth, monthsFrom } from '@lianyi/shared/time/calendar-month';
import { HandbookEntry, TrainingAssessment } from '../training/handbook.entity';
import {
  TrainingKind,
  TrainingPlacement,
  TrainingResult,
} from '../training/training-placement.entity';

interface Planned {
  readonly kind: TrainingKind;
  readonly from: string;
  readonly category: 'PHYSICIAN' | 'NURSE' | 'VILLAGE_DOCTOR';
  readonly person: number;
  readonly host: string;
  readonly mentor: number;
  /** Days before today. */
  readonly begun: number;
  readonly days: number;
  readonly plan: string;
}

/** Each level, one of them finished. */
const planned: readonly Planned[] = [
  {
    kind: TrainingKind.FURTHER_TRAINING,
    ...{ from: 'township-xiling', category: 'PHYSICIAN' },
    ...{ person: 2, host: 'county-hospital', mentor: 0, begun: 100, days: 182 },
    plan: '心血管内科进修半年：门诊、病房各三个月，每周带教查房。',
  },
  {
    kind: TrainingKind.FURTHER_TRAINING,
    ...{ from: 'township-nanqiao', category: 'PHYSICIAN' },
    ...{ person: 1, host: 'county-hospital', mentor: 3, begun: 250, days: 92 },
    plan: '内分泌科进修三个月：糖尿病规范管理。',
  },
  {
    kind: TrainingKind.APPRENTICESHIP,
    ...{ from: 'township-beiyuan', category: 'PHYSICIAN' },
    ...{ person: 4, host: 'county-hospital', mentor: 21, begun: 80, days: 365 },
    plan: '师带徒一年：针灸适宜技术，每周跟师一天。',
  },
  {
    kind: TrainingKind.APPRENTICESHIP,
    ...{ from: 'village-dongpu-1', category: 'VILLAGE_DOCTOR' },
    ...{ person: 0, host: 'township-dongpu', mentor: 0, begun: 60, days: 365 },
    plan: '师带徒一年：慢性病随访与急诊识别。',
  },
];

/** The trainings with handbooks and monthly judgements up to the county’s day. */
export function demoTrainings(county: County) {
  const { staffOf, today } = county;
  const placements = planned.map((one, index) => {
    const { kind, from, category, person, host, mentor, begun, days, plan } = one;
    const start = laterDay(today, -begun);
    const plannedEnd = laterDay(start, days - 1);
    const finished = plannedEnd < today;
    return Object.assign(new TrainingPlacement(), {
      id: `training-${index + 1}`,
      ...{ kind, fromInstitutionId: from, hostId: host },
      traineeId: at(staffOf(from, category), person).id,
      mentorId: at(staffOf(host, 'PHYSICIAN'), mentor).id,
      ...{ department: null, plan, start, plannedEnd, end: finished ? plannedEnd : null },
      result: finished ? TrainingResult.PASSED : null,
      resultNote: finished ? '结业考核合格' : null,
    } satisfies TrainingPlacement);
  });
  return {
    placements,
    handbook: placements.flatMap((placement) => handbookOf(placement, today)),
    assessments: placements.flatMap((placement) => assessmentsOf(placement, today)),
  };
}

const lastDay = ({ end }: TrainingPlacement, today: string) => end ?? laterDay(today, -1);
const topics = ['病史采集与体格检查', '处方规范', '常见急症处理', '慢性病分级管理'];

function handbookOf(placement: TrainingPlacement, today: string): HandbookEntry[] {
  const { id, start, mentorId } = placement;
  return topics.flatMap((topic, index) => {
    const on = laterDay(start, 14 * index + 3);
    if (on > lastDay(placement, today)) return [];
    // The latest one still waits for the mentor.
    const score = index === topics.length - 1 ? null : 84 + index * 3;
    const assessedById = score === null ? null : mentorId;
    const entry = {
      id: `${id}-entry-${index + 1}`,
      trainingId: id,
      on,
      topic,
      score,
      assessedById,
    };
    return [Object.assign(new HandbookEntry(), entry)];
  });
}

/** Of the months that are over. */
function assessmentsOf(placement: TrainingPlacement, today: string): TrainingAssessment[] {
  const { id: trainingId, start, mentorId: assessedById } = placement;
  const last = placement.end ?? `${laterMonth(today.slice(0, 7), -1)}-28`;
  return monthsFrom(start.slice(0, 7), last.slice(0, 7)).map((month, index) =>
    Object.assign(new TrainingAssessment(), {
      trainingId,
      ...{ month, score: 82 + index * 2, note: null, assessedById },
    }),
  );
}
