import type { IdentifierSystem } from '../identifier/identifier.entity';
import {
  type AddressLevel,
  type BirthDateLevel,
  compareAddresses,
  compareBirthDates,
  compareNumbers,
  comparePhones,
  compareSexes,
  type NumberLevel,
  type SexLevel,
} from './compare-fields';
import { compareNames, type NameLevel } from './compare-names';

export interface ProfileNumber {
  readonly system: `${IdentifierSystem}`;
  readonly issuerId: string;
  readonly value: string;
}

/** What is known of who somebody is, in plain. */
export interface Profile {
  readonly name: string;
  readonly gender: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly numbers: readonly ProfileNumber[];
}

/** How two profiles compare, field by field; null where one side does not say. */
export interface Comparison {
  readonly name: NameLevel | null;
  readonly birthDate: BirthDateLevel | null;
  readonly gender: SexLevel | null;
  readonly phone: NumberLevel | null;
  readonly address: AddressLevel | null;
  readonly residentId: 'SAME' | 'DISAGREE' | null;
  /** The best of the other numbers both have from one issuer. */
  readonly number: NumberLevel | null;
}

/** Compares two profiles; symmetric. */
export function compareProfiles(one: Profile, other: Profile): Comparison {
  const residentId = compareNumbers(residentOf(one), residentOf(other));
  return {
    name: compareNames(one.name, other.name),
    birthDate: compareDays(one, other),
    gender: compareSexes(one.gender, other.gender),
    phone: comparePhones(one.phone, other.phone),
    address: compareAddresses(one.address, other.address),
    // A slip is caught by the check digit: two valid numbers that differ are two numbers.
    residentId: residentId === 'ONE_DIGIT' ? 'DISAGREE' : residentId,
    number: compareOtherNumbers(one.numbers, other.numbers),
  };
}

const residentSystem = 'RESIDENT_ID';
const residentOf = ({ numbers }: Profile) =>
  numbers.find(({ system }) => system === residentSystem)?.value ?? null;

function statedDay(profile: Profile): string | null {
  const day = residentOf(profile)?.slice(6, 14);
  return day ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : null;
}

/** Where a resident number states another day than was typed, either may be hers: the card can be borrowed. */
function compareDays(one: Profile, other: Profile): BirthDateLevel | null {
  const daysOf = (profile: Profile) => [statedDay(profile), profile.birthDate];
  const levels = daysOf(one).flatMap((day) =>
    daysOf(other).map((another) => compareBirthDates(day, another)),
  );
  return nearest.find((level) => levels.includes(level)) ?? null;
}

const nearest: readonly BirthDateLevel[] = ['SAME', 'SWAPPED', 'ONE_DIGIT', 'DISAGREE'];

/**
 * What has to hold where two are linked: the day a resident number states was printed under a
 * check digit, the other one was typed.
 */
export const compareFirmDays = (one: Profile, other: Profile): BirthDateLevel | null =>
  compareBirthDates(statedDay(one) ?? one.birthDate, statedDay(other) ?? other.birthDate);

/** An institution gives its record numbers one after the other: the next one is another patient's. */
const serialSystem = 'MEDICAL_RECORD_NUMBER';

const best: readonly NumberLevel[] = ['SAME', 'ONE_DIGIT', 'DISAGREE'];

function compareOtherNumbers(one: readonly ProfileNumber[], other: readonly ProfileNumber[]) {
  const levels = one
    .filter(({ system }) => system !== residentSystem)
    .flatMap((number) =>
      other
        .filter(({ system, issuerId }) => system === number.system && issuerId === number.issuerId)
        .map(({ value }) => {
          const level = compareNumbers(number.value, value);
          return level === 'ONE_DIGIT' && number.system === serialSystem ? 'DISAGREE' : level;
        }),
    );
  return best.find((level) => levels.includes(level)) ?? null;
}
