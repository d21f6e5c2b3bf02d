import type { ReferralStatus } from './history-types';
import { drawByWeight, inpatientIllnesses } from './illnesses';
import type { Planning } from './planning';
import { at } from './random';

/** One resident in so many has a referral of the last days. */
const every = 4;

/** Every state a referral can be in, so that each worklist of the county shows some. */
const states: readonly ReferralStatus[] = [
  ...(['SUBMITTED', 'ACCEPTED', 'IN_TRANSIT', 'ARRIVED', 'IN_TREATMENT', 'COMPLETED'] as const),
  ...(['DRAFT', 'DECLINED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'FOLLOWED_UP'] as const),
];
/** Days since it was sent: some states take their time. */
const daysAgo: Partial<Record<ReferralStatus, number>> = {
  COMPLETED: 9,
  EXPIRED: 10,
  NO_SHOW: 6,
  FOLLOWED_UP: 16,
};

/** A referral under way: up to a county hospital, or between the two. */
export function planRecentTransfer({ random, person, end, span, visits, transfers }: Planning) {
  const { index, attends, age } = person;
  if (index % every !== 0 || span < 20) return;
  const status = at(states, index / every);
  const illness = drawByWeight(random, inpatientIllnesses, age);
  const hospital = attends.hospital ?? 'county-hospital';
  const lateral = random.chance(0.12);
  const other = hospital === 'county-hospital' ? 'people-hospital' : 'county-hospital';
  const day = end - (daysAgo[status] ?? 2) - random.int(0, 2);
  const common = { diagnoses: [illness.diagnosis], department: illness.department };
  transfers.push({
    ...common,
    ...{ day, minute: random.int(490, 900), status, reason: lateral ? 'U05' : illness.up },
    ...{
      direction: lateral ? 'LATERAL' : 'UP',
      urgency: random.chance(0.3) ? 'URGENT' : 'ROUTINE',
    },
    ...{ fromId: lateral ? other : attends.township, toId: hospital },
  });
  visits.push({
    day: day - 1,
    ...{ minute: random.int(480, 960), stayDays: 0, class: 'OUTPATIENT' },
    ...{ institutionId: lateral ? other : attends.township, diagnoses: [illness.diagnosis] },
    ...{ states: [illness.state], panels: illness.panels.slice(0, 2), exams: [], drugs: [] },
  });
  if (status !== 'IN_TREATMENT') return;
  visits.push({
    day: day + 1,
    ...{ minute: random.int(600, 900), stayDays: null, class: 'INPATIENT' },
    ...{ institutionId: hospital, specialty: illness.department, diagnoses: [illness.diagnosis] },
    ...{ states: [illness.state], panels: illness.panels.slice(0, 3), drugs: illness.drugs },
    exams: illness.exams.slice(0, 1),
  });
}
