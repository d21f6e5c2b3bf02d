import type { CountyFrame, CountyOptions, DemoPractitioner } from './county-types';
import { dayNumber, dayText, instantOf } from './days';
import { demoInstitutions } from './institutions';
import type { Person } from './person-types';
import type { Visit } from './plan-types';
import { at, createRandom, type Random } from './random';
import { streams } from './streams';

/** What every piece of a history is written with. */
export interface Writing {
  readonly seed: number;
  readonly person: Person;
  readonly frame: CountyFrame;
  /** Number of the county's day. */
  readonly end: number;
  /** Midnight at which the county's day begins: everything lies before it. */
  readonly midnight: Date;
  readonly random: Random;
}

/** Each section of a history has a stream of its own, so that one can be written without the others. */
export function createWriting(
  { seed, today }: Pick<CountyOptions, 'seed' | 'today'>,
  person: Person,
  frame: CountyFrame,
  section: number,
): Writing {
  const end = dayNumber(today);
  const random = createRandom(seed, streams.papers, person.index, section);
  return { seed, person, frame, end, midnight: instantOf(end, 0), random };
}

const tiers = new Map(demoInstitutions.map(({ id, tier }) => [id, tier]));

export function tierOf(institutionId: string): string {
  const tier = tiers.get(institutionId);
  if (!tier) throw new RangeError(`the demo has no institution ${institutionId}`);
  return tier;
}

/** The instant, or a moment before the county's day begins where it would lie after that. */
export const before = ({ midnight }: Writing, instant: Date, minutes = 5): Date =>
  instant < midnight ? instant : new Date(midnight.getTime() - minutes * 60_000);

/** Sign, day, resident and count: a number no other paper of the county bears. */
export const paperNumber = (sign: string, day: number, resident: number, count: number): string =>
  `${sign}${dayText(day).replaceAll('-', '')}${String(resident).padStart(7, '0')}${String(count).padStart(2, '0')}`;

/** Who treats at an institution: of the department where there is one. */
export function doctorOf(
  { frame, random }: Writing,
  institutionId: string,
  specialty?: string,
): DemoPractitioner {
  const village = frame.staffOf(institutionId, 'VILLAGE_DOCTOR');
  if (village.length > 0) return random.pick(village);
  const doctors = frame.staffOf(institutionId, 'PHYSICIAN');
  const ofDepartment = doctors.filter((doctor) => doctor.specialty === specialty);
  return random.pick(ofDepartment.length > 0 ? ofDepartment : doctors);
}

/** Who does the papers of referrals at an institution. */
export const officerOf = ({ frame }: Writing, institutionId: string): DemoPractitioner =>
  at(
    [
      ...frame.staffOf(institutionId, 'ADMINISTRATOR'),
      ...frame.staffOf(institutionId, 'VILLAGE_DOCTOR'),
    ],
    0,
  );

export const startOf = ({ day, minute }: Pick<Visit, 'day' | 'minute'>): Date =>
  instantOf(day, minute);
