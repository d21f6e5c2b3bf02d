import { planCast } from './cast-plans';
import type { CountyOptions } from './county-types';
import { dayNumber } from './days';
import {
  acuteIllnesses,
  checkUp,
  chronicIllnesses,
  drawByWeight,
  emergencies,
  pregnancy,
  screening,
} from './illnesses';
import type { Person } from './person-types';
import { planRecentTransfer } from './plan-recent';
import { planStays } from './plan-stays';
import type { Plan } from './plan-types';
import { consultingMinute, type Planning, statesOf, widePanels } from './planning';
import { at, createRandom } from './random';
import { streams } from './streams';

/** How far back the history goes. */
const historyDays = 730;
/**
 * The first residents are those a hospital knows: nearly each has a history. Of all the others of
 * a big county one in four has, so that a million residents have some ten million values.
 */
const known = 20_000;
/** Probabilities over the two years of the history. */
const rates = {
  checkUp: 0.6,
  followUp: 0.5,
  pregnant: 0.14,
  screened: 0.12,
  emergency: 0.06,
  pieces: 0.7,
  seen: 0.24,
} as const;

/** What happens to a resident: visits, stays and referrals, in the order they happen. */
export function planOf(
  { seed, today }: Pick<CountyOptions, 'seed' | 'today'>,
  person: Person,
): Plan {
  const end = dayNumber(today);
  const span = Math.min(historyDays, end - dayNumber(person.birthDate) - 2);
  const random = createRandom(seed, streams.plan, person.index);
  const planning: Planning = { random, person, end, span, visits: [], transfers: [] };
  const quiet = person.index >= known && !random.chance(rates.seen);
  if (!quiet && !planCast(planning)) {
    planFollowUps(planning);
    planCheckUps(planning);
    planAcute(planning);
    planWomenAndMen(planning);
    planStays(planning);
    planRecentTransfer(planning);
  }
  const visits = planning.visits.sort(
    (one, other) => one.day - other.day || one.minute - other.minute,
  );
  return { visits, transfers: planning.transfers };
}

/** Chronic patients come every ten weeks or so; every third time with laboratory and exam. */
function planFollowUps({ random, person, end, span, visits }: Planning) {
  const { conditions, attends } = person;
  const illnesses = chronicIllnesses.filter(({ diagnosis }) =>
    conditions.some(({ key, active }) => key === diagnosis && active),
  );
  if (illnesses.length === 0 || !random.chance(rates.followUp)) return;
  const states = illnesses.map(({ state }) => state);
  let round = random.int(0, 2);
  for (let ago = span - random.int(0, 200); ago > 1; ago -= random.int(55, 120)) {
    const wide = round % 3 === 0;
    const home = !wide && person.age > 74 && random.chance(0.3);
    const virtual = !wide && !home && random.chance(0.06);
    const drugs = [...new Set(illnesses.flatMap((illness) => illness.drugs))].slice(0, 5);
    visits.push({
      day: end - ago,
      ...{ minute: consultingMinute(random), stayDays: 0, states, drugs },
      institutionId: wide || random.chance(0.5) ? attends.township : attends.clinic,
      class: home ? 'HOME' : virtual ? 'VIRTUAL' : 'OUTPATIENT',
      diagnoses: illnesses.map(({ diagnosis }) => diagnosis).slice(0, 3),
      panels: wide
        ? widePanels(
            person,
            illnesses.flatMap((illness) => illness.panels),
          )
        : [],
      exams:
        wide && random.chance(0.4)
          ? [random.pick(illnesses)].flatMap(({ exams }) => exams.slice(0, 1))
          : [],
      kind: virtual ? 'CONTINUATION' : 'LONG_TERM',
    });
    round += 1;
  }
}

/** The yearly check-up of the elderly at their health centre. */
function planCheckUps({ random, person, end, span, visits }: Planning) {
  if (person.age < 65) return;
  for (const year of [0, 1]) {
    const ago = year * 365 + random.int(20, 340);
    if (ago >= span || !random.chance(rates.checkUp)) continue;
    visits.push({
      day: end - ago,
      ...{ minute: random.int(450, 600), stayDays: 0, class: 'OUTPATIENT' },
      ...{ institutionId: person.attends.township, diagnoses: ['checkUp'], drugs: [] },
      ...{ states: statesOf(person), panels: checkUp.panels },
      exams: checkUp.exams.filter(() => random.chance(0.7)),
    });
  }
}

/** Colds, sprains and the like, mostly at the village clinic or the health centre. */
function planAcute({ random, person, end, span, visits }: Planning) {
  const { attends, age } = person;
  const times = Math.floor(
    random.fraction() * random.fraction() * (age < 15 || age > 64 ? 5 : 3.8),
  );
  for (let time = 0; time < times; time += 1) {
    const illness = drawByWeight(random, acuteIllnesses, age);
    const place = random.fraction();
    const small = place < 0.3 && illness.exams.length === 0;
    const institutionId = small
      ? attends.clinic
      : place > 0.82 && attends.hospital
        ? attends.hospital
        : attends.township;
    visits.push({
      day: end - random.int(1, span),
      ...{ minute: consultingMinute(random), stayDays: 0 },
      ...{ institutionId, class: 'OUTPATIENT', diagnoses: [illness.diagnosis] },
      states: [...statesOf(person), illness.state],
      panels: small ? [] : widePanels(person, illness.panels),
      exams: small || !random.chance(0.55) ? [] : illness.exams.slice(0, 1),
      drugs: illness.drugs,
      ...(illness.pieces && random.chance(rates.pieces) ? { kind: 'TCM' as const } : {}),
    });
  }
  if (attends.hospital && random.chance(rates.emergency)) {
    const { diagnosis, state, panels, exams } = random.pick(emergencies);
    visits.push({
      day: end - random.int(1, span),
      ...{ minute: random.int(20, 1100), stayDays: 0, panels, exams },
      ...{ institutionId: attends.hospital, class: 'EMERGENCY', specialty: '急诊科' },
      ...{ diagnoses: [diagnosis], states: [...statesOf(person), state] },
      ...{ drugs: ['omeprazole'], kind: 'EMERGENCY' },
    });
  }
}

/** Pregnancy with its visits, and screening of the middle-aged. */
function planWomenAndMen(planning: Planning) {
  const { random, person, end, span, visits } = planning;
  const { gender, age, attends } = person;
  const woman = gender === 'FEMALE';
  if (woman && age > 21 && age < 38 && random.chance(rates.pregnant)) {
    const ago = random.int(1, Math.min(span, 650));
    visits.push({
      day: end - ago,
      ...{ minute: consultingMinute(random), stayDays: 0, class: 'OUTPATIENT' },
      ...{ institutionId: attends.hospital ?? attends.township, specialty: '妇产科' },
      ...{ diagnoses: ['pregnancy'], states: [...statesOf(person), 'pregnancy'] },
      ...{ panels: pregnancy.panels, exams: pregnancy.exams, drugs: pregnancy.drugs },
    });
  }
  if (age < 40 || age > 69 || !random.chance(rates.screened)) return;
  const found = at(screening, woman ? 0 : 1);
  visits.push({
    day: end - random.int(1, span),
    ...{ minute: consultingMinute(random), stayDays: 0 },
    ...{ institutionId: attends.hospital ?? attends.township, class: 'OUTPATIENT' },
    ...{ diagnoses: ['checkUp'], states: statesOf(person), drugs: [] },
    ...{ panels: widePanels(person, found.panels), exams: [random.pick(found.exams)] },
  });
}
