import { withResidentCheck } from '../text/check-digits';
import { countyPlace } from './institutions';
import type { DemoIdentifier, Person } from './person-types';
import type { Random } from './random';

type Base = Pick<Person, 'index' | 'attends'>;

/** One resident in so many came from elsewhere and has another document. */
const [passportEvery, permitEvery, offset] = [211, 307, 57];

/** A resident's numbers: of the state, of the insurance, and of the institutions she attends. */
export function identifiersOf(
  random: Random,
  person: Base,
  residentNumber: string,
): DemoIdentifier[] {
  const { index, attends } = person;
  const numbers: DemoIdentifier[] = [
    stateNumber(person, residentNumber),
    number('INSURANCE_NUMBER', `${countyPlace.division}${padded(index, 9)}`),
  ];
  if (random.chance(0.35)) numbers.push(number('HEALTH_CARD', `JK${padded(index, 10)}`));
  const institutions = [attends.township, attends.hospital, attends.outside];
  for (const institutionId of institutions) {
    if (institutionId === null) continue;
    const value = `${prefixes.get(institutionId) ?? 'W'}${padded(index, 8)}`;
    numbers.push({ system: 'MEDICAL_RECORD_NUMBER', value, institutionId });
  }
  return numbers;
}

const prefixes = new Map([
  ['county-hospital', 'ZY'],
  ['people-hospital', '00'],
  ['city-hospital', 'C'],
  ['province-hospital', 'P'],
]);

const padded = (value: number, width: number) => String(value).padStart(width, '0');

const number = (system: DemoIdentifier['system'], value: string): DemoIdentifier => ({
  system,
  ...{ value, institutionId: null },
});

function stateNumber({ index }: Base, residentNumber: string): DemoIdentifier {
  if (index % passportEvery === offset) return number('PASSPORT', `E${padded(index, 8)}`);
  if (index % permitEvery !== offset + 1) return number('RESIDENT_ID', residentNumber);
  // A permit ends as a resident number does: day of birth, sequence, check.
  const digits = `830000${residentNumber.slice(6, 17)}`;
  return number('RESIDENCE_PERMIT', withResidentCheck(digits));
}
