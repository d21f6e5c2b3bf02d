import { drawByWeight, inpatientIllnesses, outward } from './illnesses';
import type { Transfer } from './plan-types';
import { type Planning, statesOf, widePanels } from './planning';

/** Probability of a stay at the county level in two years, by age: child, adult, from 65. */
const stayShares = [0.05, 0.06, 0.17] as const;
const referredUp = 0.55;
const referredDown = 0.6;

/** Stays at a county hospital, referred from the township and back, and treatment outside the county. */
export function planStays(planning: Planning) {
  const { person } = planning;
  const { age, attends } = person;
  const share = stayShares[age < 15 ? 0 : age < 65 ? 1 : 2];
  if (attends.hospital && share && planning.random.chance(share * 2)) planStay(planning);
  if (attends.hospital && attends.outside) planOutward(planning);
}

function planStay({ random, person, end, span, visits, transfers }: Planning) {
  const { attends, age } = person;
  const illness = drawByWeight(random, inpatientIllnesses, age);
  const hospital = attends.hospital ?? attends.township;
  const [shortest = 4, longest = 9] = illness.days;
  const stayDays = random.int(shortest, longest);
  if (span < stayDays + 3) return;
  const day = end - random.int(stayDays + 2, span);
  const common = { diagnoses: [illness.diagnosis], department: illness.department };
  const up = transfers.length;
  if (random.chance(referredUp))
    transfers.push({
      ...common,
      ...{ day, minute: random.int(500, 660), direction: 'UP', fromId: attends.township },
      ...{ toId: hospital, reason: illness.up, urgency: urgencyOf(illness.up) },
      status: random.chance(0.5) ? 'FOLLOWED_UP' : 'COMPLETED',
    });
  visits.push({
    day,
    ...{ minute: random.int(700, 1000), institutionId: hospital, stayDays },
    ...{ class: 'INPATIENT', specialty: illness.department, diagnoses: [illness.diagnosis] },
    ...{ states: [...statesOf(person), illness.state], panels: widePanels(person, illness.panels) },
    ...{ exams: illness.exams.filter(() => random.chance(0.75)), drugs: illness.drugs },
  });
  if (!random.chance(referredDown)) return;
  transfers.push({
    ...common,
    ...{ day: day + stayDays, minute: 990, direction: 'DOWN', urgency: 'ROUTINE' },
    ...{ fromId: hospital, toId: attends.township, reason: illness.down, goOnWith: illness.drugs },
    ...(transfers.length > up ? { answers: up } : {}),
    // The township calls on the patient within a week of her return.
    status: day + stayDays + 9 < end ? 'FOLLOWED_UP' : 'ARRIVED',
  });
}

const urgencyOf = (reason: string): Transfer['urgency'] =>
  reason === 'U04' ? 'EMERGENCY' : reason === 'U06' ? 'URGENT' : 'ROUTINE';

/** A referral out of the county, what was done there, and the way back. */
export function planOutward({ random, person, end, span, visits, transfers }: Planning) {
  const { attends } = person;
  if (!attends.hospital || !attends.outside) return;
  const [shortest = 5, longest = 9] = outward.days;
  const stayDays = random.int(shortest, longest);
  if (span < 60) return;
  const day = end - random.int(stayDays + 4, span - 20);
  const common = { diagnoses: [outward.diagnosis], department: outward.department };
  const first = transfers.length;
  transfers.push({
    ...common,
    ...{ day, minute: 620, direction: 'OUTWARD', status: 'COMPLETED', urgency: 'ROUTINE' },
    ...{ fromId: attends.hospital, toId: attends.outside, reason: outward.reason },
  });
  visits.push({
    day: day + 2,
    ...{ minute: random.int(500, 900), institutionId: attends.outside, stayDays },
    ...{ class: 'INPATIENT', specialty: outward.department, diagnoses: ['lungCancer'] },
    ...{ states: [...statesOf(person), 'tumour'], panels: widePanels(person, outward.panels) },
    ...{ exams: outward.exams, drugs: ['omeprazole'] },
  });
  transfers.push({
    ...common,
    ...{ day: day + 2 + stayDays, minute: 960, direction: 'DOWN', urgency: 'ROUTINE' },
    ...{ fromId: attends.outside, toId: attends.hospital, reason: outward.down, answers: first },
    ...{ diagnoses: ['lungCancer'], status: 'COMPLETED', goOnWith: ['omeprazole'] },
  });
}
