import type { Dice } from './dice';
import { dots, sounds, traditional, variants } from './name-tables';
import {
  fullName,
  inventHome,
  inventPhone,
  latinOf,
  numbersOf,
  type Person,
  writeAddress,
} from './people';
import type { Demographics, GivenNumber, Sample } from './population';

/** What a desk types, before and after it errs. */
export type Entry = Pick<Sample, 'identifiers' | 'demographics'>;

/** An error on the way from the person to the form; null where it cannot happen to this one. */
export type DeskError = (dice: Dice, person: Person, entry: Entry) => Entry | null;

const typed = (entry: Entry, demographics: Partial<Demographics>): Entry => ({
  ...entry,
  demographics: { ...entry.demographics, ...demographics },
});

/** Replaces signs of the name by a table of pairs, one or all; null where none is in it. */
function inOtherForm(table: string): DeskError {
  const signs = Array.from(table);
  return (_, { isMinority }, entry) => {
    if (isMinority) return null;
    const name = Array.from(entry.demographics.name, (sign) => {
      const at = signs.indexOf(sign);
      return at >= 0 && at % 2 === 0 ? (signs[at + 1] ?? sign) : sign;
    }).join('');
    return name === entry.demographics.name ? null : typed(entry, { name });
  };
}

const homophone: DeskError = (dice, { surname, given, isMinority }, entry) => {
  if (isMinority) return null;
  const at = dice.below(given.length);
  const signs = Array.from(
    sounds.find((line) => line.signs.includes(given[at] ?? ' '))?.signs ?? '',
  );
  const others = signs.filter((sign) => sign !== given[at]);
  if (others.length === 0) return null;
  const other = dice.pick(others);
  const name = surname + given.map((sign, place) => (place === at ? other : sign)).join('');
  return typed(entry, { name });
};

const middleDot: DeskError = (dice, { given, isMinority }, entry) =>
  isMinority ? typed(entry, { name: given.join(dice.pick(dots)) }) : null;

const latin: DeskError = (dice, person, entry) => {
  if (person.isMinority) return null;
  const { family, own } = latinOf(person);
  const title = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const written = [
    `${family.toUpperCase()} ${own.toUpperCase()}`,
    `${title(own)} ${title(family)}`,
    `${title(family)} ${title(own)}`,
    `${family}, ${own}`,
  ];
  return typed(entry, { name: dice.pick(written) });
};

const swappedBirthDate: DeskError = (_, { birthDate }, entry) => {
  const [year, month = '', day = ''] = birthDate.split('-');
  if (Number(day) > 12 || day === month) return null;
  return typed(entry, { birthDate: `${year}-${day}-${month}` });
};

const exists = (day: string) => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** One digit typed wrong, as the keyboard allows. */
function otherDigit(dice: Dice, text: string, from = 0): string {
  const places = [...text].flatMap((sign, at) => (at >= from && /\d/.test(sign) ? [at] : []));
  const place = dice.pick(places);
  const digit = String((Number(text.charAt(place)) + dice.between(1, 9)) % 10);
  return text.slice(0, place) + digit + text.slice(place + 1);
}

const oneDigitBirthDate: DeskError = (dice, { birthDate }, entry) => {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const day = otherDigit(dice, birthDate, 2);
    if (exists(day) && day < '2025-12-31') return typed(entry, { birthDate: day });
  }
  return null;
};

const oneDigitPhone: DeskError = (dice, { phone }, entry) =>
  typed(entry, { phone: otherDigit(dice, phone, 3) });

const oneDigitNumber: DeskError = (dice, { insurance }, entry) => ({
  ...entry,
  identifiers: [{ system: 'INSURANCE_NUMBER', value: otherDigit(dice, insurance, 2) }],
});

const missingFields: DeskError = (dice, _, entry) => {
  const fields = ['birthDate', 'phone', 'address'] as const;
  const lost = dice.chance(0.75) ? [dice.pick(fields)] : [dice.pick(fields), dice.pick(fields)];
  return typed(entry, Object.fromEntries(lost.map((field) => [field, null])));
};

const fifteenDigits: DeskError = (_, { residentId, birthDate }, entry) => {
  if (birthDate >= '2000') return null;
  const value = residentId.slice(0, 6) + residentId.slice(8, 17);
  const old: GivenNumber = { system: 'RESIDENT_ID', value };
  return { ...entry, identifiers: [old] };
};

const changedPhone: DeskError = (dice, _, entry) => typed(entry, { phone: inventPhone(dice) });
const movedHouse: DeskError = (dice, _, entry) =>
  typed(entry, { address: writeAddress(dice, inventHome(dice)) });
const wrongSex: DeskError = (_, { sex }, entry) =>
  typed(entry, { gender: sex === 'MALE' ? 'FEMALE' : 'MALE' });

/** Errors that leave enough of the person to be known by. */
export const deskErrors = {
  homophone,
  ...{ middleDot, latin, swappedBirthDate, oneDigitBirthDate, oneDigitPhone },
  ...{ oneDigitNumber, missingFields, fifteenDigits, changedPhone, movedHouse, wrongSex },
  traditional: inOtherForm(traditional),
  variant: inOtherForm(variants),
} as const satisfies Readonly<Record<string, DeskError>>;
export type ErrorClass = keyof typeof deskErrors;

/** What a desk types when it errs nowhere. */
export function plainEntry(
  dice: Dice,
  person: Person,
  institutionId: string,
  carried: Parameters<typeof numbersOf>[2],
): Entry {
  return {
    identifiers: numbersOf(person, institutionId, carried),
    demographics: {
      name: fullName(person),
      ...{ gender: person.sex, birthDate: person.birthDate },
      ...{ phone: person.phone, address: writeAddress(dice, person.home) },
    },
  };
}
