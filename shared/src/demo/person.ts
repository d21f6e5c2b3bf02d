import { type Birth, birthOf, residentNumber } from './birth';
import { type CastMember, cast, castDivision } from './cast';
import { conditionsOf } from './conditions';
import { contractsOf } from './contract';
import type { CountyOptions } from './county-types';
import { dayNumber, instantOf, yearsBetween } from './days';
import { demoId } from './demo-id';
import { allergens } from './diagnoses';
import { identifiersOf } from './identifiers';
import { clinicsOf, countyPlace, type Township, townships } from './institutions';
import { type DemoGender, inventName } from './names';
import type { Attendance, DemoAllergy, Person } from './person-types';
import { at, createRandom, type Random } from './random';
import { streams } from './streams';

type Options = Pick<CountyOptions, 'seed' | 'today'>;

/** Each township as often as its weight. */
const weightedTownships = townships.flatMap((township) =>
  Array.from({ length: township.weight }, () => township),
);
/** Clinics by township: asked for every resident. */
const clinics = new Map(townships.map(({ id }) => [id, clinicsOf(id)]));

/** Resident i of the county: the same for the same seed and day, whatever the county's size. */
export function personOf(options: Options, index: number): Person {
  const { seed, today } = options;
  const random = createRandom(seed, streams.person, index);
  const member = cast[index];
  const born = member ? bornAs(member, index, today) : birthOf(index, dayNumber(today));
  const { birthDate } = born;
  const age = yearsBetween(birthDate, today);
  const gender = member?.gender ?? (random.chance(0.505) ? 'MALE' : 'FEMALE');
  const name = member?.name ?? inventName(random, gender, Number(birthDate.slice(0, 4)));
  const township = townshipOf(random, member);
  const attends = attendanceOf(random, township, member);
  const id = demoId(seed, 'PATIENT', index);
  const base = { index, id, name, gender, birthDate, age, attends };
  const conditions = conditionsOf(options, base);
  return {
    ...base,
    identifiers: identifiersOf(random, base, numberOf(born, gender, member)),
    // Twins of the cast share their parents' telephone.
    phone: age < 3 ? null : `1990000${String((index === 6 ? 5 : index) * 7919 + 2601).slice(-4)}`,
    address: addressOf(random, township, attends),
    conditions,
    allergies: allergiesOf(options, base, random, member),
    contracts: contractsOf(options, { ...base, conditions }, member?.contract),
  };
}

const bornAs = ({ birthDate }: CastMember, index: number, today: string): Birth => ({
  birthDate,
  ageDays: dayNumber(today) - dayNumber(birthDate),
  sequence: index * 11,
});

const numberOf = ({ birthDate, sequence }: Birth, gender: DemoGender, member?: CastMember) =>
  residentNumber(member ? castDivision : countyPlace.division, birthDate, sequence, gender);

const townshipOf = (random: Random, member?: CastMember): Township =>
  townships.find(({ id }) => id === member?.township) ?? random.pick(weightedTownships);

function attendanceOf(random: Random, { id }: Township, member?: CastMember): Attendance {
  const near = clinics.get(id) ?? [];
  const clinic = member ? at(near, member.clinic) : random.pick(near);
  if (member)
    return { clinic: clinic.id, township: id, hospital: member.hospital, outside: member.outside };
  const draw = random.fraction();
  const hospital = draw < 0.4 ? 'county-hospital' : draw < 0.62 ? 'people-hospital' : null;
  const away = random.fraction();
  const outside = away < 0.03 ? 'city-hospital' : away < 0.04 ? 'province-hospital' : null;
  return { clinic: clinic.id, township: id, hospital, outside };
}

function addressOf(random: Random, { id, name, villages }: Township, { clinic }: Attendance) {
  // Those near a clinic live in its village; a township's street shares the first one.
  const near = at(
    villages,
    (clinics.get(id) ?? []).findIndex((one) => one.id === clinic),
  );
  const street = villages[2];
  const village = street && random.chance(0.25) ? street : near;
  return `${countyPlace.name}${name}${village}${random.int(1, 12)}组${random.int(1, 96)}号`;
}

function allergiesOf(
  { seed, today }: Options,
  { index, attends, birthDate }: Pick<Person, 'index' | 'attends' | 'birthDate'>,
  random: Random,
  member?: CastMember,
): DemoAllergy[] {
  const drawn = random.chance(0.1) ? [random.int(0, allergens.length - 1)] : [];
  const end = dayNumber(today);
  const lived = end - dayNumber(birthDate);
  return (member?.allergies ?? drawn).map((place, number) => ({
    ...at(allergens, place),
    id: demoId(seed, 'ALLERGY', index, number),
    recordedById: attends.hospital ?? attends.township,
    recordedAt: instantOf(end - random.int(1, Math.min(lived, 2000)), random.int(500, 980)),
  }));
}
