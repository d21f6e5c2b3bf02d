import type { CountyOptions } from './county-types';
import { dayNumber, dayText } from './days';
import { demoId } from './demo-id';
import { chronicIllnesses } from './illnesses';
import type { DemoContract, Person } from './person-types';
import { createRandom } from './random';
import { streams } from './streams';

/** Coverage of the family-doctor contract: key groups, and everybody else. */
const shares = { keyGroup: 0.86, others: 0.42 } as const;
const contractDays = 3 * 365;

type Signer = Pick<Person, 'index' | 'age' | 'gender' | 'attends' | 'conditions' | 'birthDate'>;
type Options = Pick<CountyOptions, 'seed' | 'today'>;

/** One resident in so many is signed with the team of the lead hospital, to be renewed this month. */
const [hospitalEvery, hospitalOffset] = [40, 9];
/** One contract in so many renewed another, and one came after a change of team. */
const [renewedEvery, changedEvery] = [5, 23];
const hospitalTeam = { teamId: 'team-county-1', institutionId: 'county-hospital' } as const;

/** The family-doctor contracts of a resident: the latest, what it followed, what follows it. */
export function contractsOf(options: Options, person: Signer, given?: boolean): DemoContract[] {
  const latest = latestOf(options, person, given);
  if (latest === null) return [];
  const { index, birthDate } = person;
  const start = dayNumber(latest.start);
  const earlier = {
    ...latest,
    id: demoId(options.seed, 'CONTRACT', index, 1),
    ...{ start: dayText(start - contractDays), end: dayText(start - 1) },
  };
  // Nobody signs before she was born.
  if (start - contractDays <= dayNumber(birthDate)) return [latest];
  if (index % changedEvery === 7) return [changed(earlier, start), latest];
  if (index % renewedEvery !== 1) return [latest];
  return [
    { ...earlier, renewedById: latest.id },
    { ...latest, renewsId: earlier.id },
  ];
}

/** Ended some weeks before the next began, as the resident chose another team. */
const changed = (contract: DemoContract, start: number): DemoContract => ({
  ...contract,
  ...hospitalTeam,
  ...{ end: dayText(start - 40), plannedEnd: contract.end, endReason: '居民改签其他团队' },
});

/** The latest contract, with the team of the village clinic or of the lead hospital. */
function latestOf({ seed, today }: Options, person: Signer, given?: boolean): DemoContract | null {
  const { index, attends, birthDate } = person;
  const random = createRandom(seed, streams.health, index, 1);
  const priorityGroups = groupsOf(person);
  const drawn = random.chance(priorityGroups.length > 0 ? shares.keyGroup : shares.others);
  if (!(given ?? drawn)) return null;
  const end = dayNumber(today);
  const lived = end - dayNumber(birthDate);
  // One in some twenty has run out and was not renewed.
  const startedAgo = given === undefined && random.chance(0.05) ? 1200 : random.int(20, 1000);
  const atHospital = index % hospitalEvery === hospitalOffset && lived > contractDays;
  const start = end - (atHospital ? contractDays - 20 : Math.min(startedAgo, lived - 1));
  return {
    id: demoId(seed, 'CONTRACT', index),
    ...(atHospital
      ? hospitalTeam
      : { teamId: teamOf(attends.clinic), institutionId: attends.township }),
    ...{ start: dayText(start), end: dayText(start + contractDays - 1), priorityGroups },
    ...{ renewsId: null, renewedById: null, plannedEnd: null, endReason: null },
  };
}

/** Clinic `village-dongpu-1` has team `team-dongpu-1`. */
const teamOf = (clinicId: string) => clinicId.replace('village-', 'team-');

/** Codes of the priority groups (重点人群): 01 elderly, 03 children, others by illness. */
function groupsOf({ age, conditions }: Pick<Person, 'age' | 'conditions'>): string[] {
  const groups = chronicIllnesses
    .filter(({ diagnosis }) => conditions.some(({ key }) => key === diagnosis))
    .flatMap(({ groups: ofIllness }) => ofIllness);
  if (age >= 65) groups.unshift('01');
  if (age < 7) groups.unshift('03');
  return [...new Set(groups)];
}
