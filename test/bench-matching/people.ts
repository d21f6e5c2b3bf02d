import { withResidentCheck } from '@lianyi/shared/text/check-digits';
import type { Dice } from './dice';
import { institutions, minority, sounds, surnames, villages } from './name-tables';
import type { GivenNumber } from './population';

export type Sex = 'MALE' | 'FEMALE';

/** Somebody who lives in the invented county, as she really is. */
export interface Person {
  readonly truth: string;
  readonly surname: string;
  /** The characters of the given name; for a minority's name its parts. */
  readonly given: readonly string[];
  readonly isMinority: boolean;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly phone: string;
  readonly home: Home;
  readonly residentId: string;
  readonly insurance: string;
  readonly twinOf?: string;
}

export interface Home {
  readonly place: { readonly township: string; readonly village: string };
  readonly group: number;
  readonly house: number;
}

export const fullName = ({
  surname,
  given,
  isMinority,
}: Pick<Person, 'surname' | 'given' | 'isMinority'>) =>
  isMinority ? given.join('·') : surname + given.join('');

const surnamePool = surnames.flatMap(({ sign, weight }) =>
  Array.from({ length: weight }, () => sign),
);
const givenPool = sounds.flatMap(({ signs }) => Array.from(signs));

/** Latin letters of a Chinese name of these tables. */
export function latinOf({ surname, given }: Person): { family: string; own: string } {
  const family = surnames.find(({ sign }) => sign === surname)?.latin ?? '';
  const own = given
    .map((sign) => sounds.find(({ signs }) => signs.includes(sign))?.latin ?? '')
    .join('');
  return { family, own };
}

const two = (value: number) => String(value).padStart(2, '0');

export const inventDay = (dice: Dice, [from, to]: readonly [number, number] = [1935, 2024]) =>
  `${dice.between(from, to)}-${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`;

export const inventPhone = (dice: Dice) =>
  `1${dice.pick(['38', '39', '50', '58', '77', '86', '89', '99'])}${dice.digits(8)}`;

export const inventHome = (dice: Dice): Home => ({
  place: dice.pick(villages),
  ...{ group: dice.between(1, 12), house: dice.between(1, 160) },
});

/** A number in use once: the sequence decides, and its last digit tells the sex. */
export function residentNumber(
  birthDate: string,
  sequence: number,
  sex: Sex,
  region = String(341_700 + (Math.floor(sequence / 1000) % 90)),
): string {
  const last = sex === 'MALE' ? 1 : 0;
  const own = (2 * Math.floor(sequence / 2) + last) % 1000;
  return withResidentCheck(
    `${region}${birthDate.replaceAll('-', '')}${String(own).padStart(3, '0')}`,
  );
}

export const inventInsurance = (sequence: number) => `YX${String(10_000_000 + sequence * 37)}`;

/** Invents a person; what is given stays. */
export function inventPerson(dice: Dice, sequence: number, fixed: Partial<Person> = {}): Person {
  const isMinority = fixed.given === undefined && dice.chance(0.08);
  const { parts, sex: minoritySex } = dice.pick(minority);
  const sex = fixed.sex ?? (isMinority ? minoritySex : dice.pick(['MALE', 'FEMALE'] as const));
  const birthDate = fixed.birthDate ?? inventDay(dice);
  const count = dice.chance(0.75) ? 2 : 1;
  return {
    truth: `person-${sequence}`,
    ...{ isMinority, sex, birthDate },
    surname: dice.pick(surnamePool),
    given: isMinority ? parts : Array.from({ length: count }, () => dice.pick(givenPool)),
    ...{ phone: inventPhone(dice), home: inventHome(dice) },
    residentId: residentNumber(birthDate, sequence * 4 + 1000 * dice.below(90), sex),
    insurance: inventInsurance(sequence),
    ...fixed,
  };
}

/** The address as one of several desks writes it. */
export function writeAddress(dice: Dice, { place, group, house }: Home) {
  const { township, village } = place;
  const county = dice.chance(0.8) ? '云溪县' : '';
  const inGroup = dice.chance(0.7) ? `${group}组` : '';
  const committee = village.endsWith('村') ? `${village}委会` : `${village}居委会`;
  return `${county}${township}${dice.chance(0.1) ? committee : village}${inGroup}${house}号`;
}

export const inventInstitution = (dice: Dice) => dice.pick(institutions);

/** The numbers a person carries: her card, her insurance number, and the desk's own of her. */
export function numbersOf(
  { residentId, insurance, truth }: Person,
  institutionId: string,
  carried: { readonly resident: boolean; readonly insurance: boolean; readonly record: boolean },
): GivenNumber[] {
  const own = `${institutionId.slice(0, 2).toUpperCase()}${truth.replace(/\D/g, '').padStart(8, '0')}`;
  return [
    ...(carried.resident ? [{ system: 'RESIDENT_ID', value: residentId } as const] : []),
    ...(carried.insurance ? [{ system: 'INSURANCE_NUMBER', value: insurance } as const] : []),
    ...(carried.record ? [{ system: 'MEDICAL_RECORD_NUMBER', value: own } as const] : []),
  ];
}
