import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import {
  type KnownNumber,
  type NumberRules,
  normalizeIdentifier,
} from '../identifier/normalize-identifier';
import { isNewborn } from '../matching/compare-names';
import { nameKeyOf } from '../matching/name-key';
import type { Gender } from '../patient/patient.entity';
import type { DemographicsInput, IdentifierInput } from '../patient/patient.inputs';
import { normalizePhone } from '../patient/patient-rows';

/** Who is to be registered, checked. */
export interface Person {
  readonly name: string;
  readonly gender: Gender;
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface PersonRules extends NumberRules {
  readonly identifiersPerPatient: number;
}

const longest = { name: 100, address: 300 };

/** Control characters and halves of characters: no person's data, and no database's text. */
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** Reads the numbers of a patient; refuses the first that is wrong with INVALID_INPUT naming it. */
export function readNumbers(
  given: readonly IdentifierInput[],
  rules: PersonRules,
  field: string,
): KnownNumber[] {
  if (given.length > rules.identifiersPerPatient)
    throw new InvalidInput(field, `must be at most ${rules.identifiersPerPatient}.`);
  const numbers = given.map((one, at) => normalizeIdentifier(one, rules, `${field}[${at}].value`));
  const keyOf = ({ system, issuerId, value }: KnownNumber) => `${system} ${issuerId} ${value}`;
  // In one order for all: two registrations of the same numbers wait instead of deadlocking.
  return [...new Map(numbers.map((one) => [keyOf(one), one])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, number]) => number);
}

/**
 * Reads who a patient is; refuses with INVALID_INPUT naming the field. The day of birth a resident
 * number states stands in for a missing one, but for a child not named yet: it is its mother's.
 */
export function readPerson(
  given: DemographicsInput,
  numbers: readonly KnownNumber[],
  rules: PersonRules,
  field: string,
): Person {
  const name = readName(given.name, `${field}.name`);
  const dated = isNewborn(name) ? undefined : numbers.find(({ birthDate }) => birthDate !== null);
  const stated = dated?.birthDate ?? null;
  return {
    name,
    gender: given.gender,
    birthDate: readBirthDate(given.birthDate ?? null, rules, `${field}.birthDate`) ?? stated,
    phone: readPhone(given.phone, `${field}.phone`),
    address: readAddress(given.address, `${field}.address`),
  };
}

function readName(text: string, field: string): string {
  const name = text.trim();
  if (unprintable.test(name)) throw new InvalidInput(field, 'must hold printable characters only.');
  if (nameKeyOf(name) === '') throw new InvalidInput(field, 'must not be empty.');
  if (Array.from(name).length > longest.name)
    throw new InvalidInput(field, `must have at most ${longest.name} characters.`);
  return name;
}

function readBirthDate(day: string | null, { today, earliestBirth }: PersonRules, field: string) {
  if (day === null) return null;
  if (day > today) throw new InvalidInput(field, 'must not be in the future.');
  if (day < earliestBirth) throw new InvalidInput(field, `must not be before ${earliestBirth}.`);
  return day;
}

function readPhone(text: string | null | undefined, field: string): string | null {
  if (!text?.trim()) return null;
  const phone = normalizePhone(text);
  if (phone === null) throw new InvalidInput(field, 'must have 3 to 20 digits.');
  return phone;
}

function readAddress(text: string | null | undefined, field: string): string | null {
  const address = text?.trim();
  if (!address) return null;
  if (unprintable.test(address))
    throw new InvalidInput(field, 'must hold printable characters only.');
  if (Array.from(address).length > longest.address)
    throw new InvalidInput(field, `must have at most ${longest.address} characters.`);
  return address;
}
