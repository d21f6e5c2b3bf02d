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

/** The family-doctor contract of a resident, with the team of her village clinic. */
export function contractOf(
  { seed, today }: Pick<CountyOptions, 'seed' | 'today'>,
  person: Pick<Person, 'index' | 'age' | 'gender' | 'attends' | 'conditions' | 'birthDate'>,
  given?: boolean,
): DemoContract | null {
  const { index, attends, birthDate } = person;
  const random = createRandom(seed, streams.health, index, 1);
  const priorityGroups = groupsOf(person);
  const drawn = random.chance(priorityGroups.length > 0 ? shares.keyGroup : shares.others);
  if (!(given ?? drawn)) return null;
  const end = dayNumber(today);
  const lived = end - dayNumber(birthDate);
  // One in some twenty has run out and was not renewed.
  const startedAgo = given === undefined && random.chance(0.05) ? 1200 : random.int(20, 1000);
  const start = end - Math.min(startedAgo, lived - 1);
  return {
    id: demoId(seed, 'CONTRACT', index),
    teamId: teamOf(attends.clinic),
    ...{ institutionId: attends.township, priorityGroups },
    ...{ start: dayText(start), end: dayText(start + contractDays - 1) },
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
