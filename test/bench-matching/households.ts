import { plainEntry } from './desk-errors';
import type { Dice } from './dice';
import { sounds, unknownNames } from './name-tables';
import {
  fullName,
  inventInstitution,
  inventPerson,
  inventPhone,
  type Person,
  residentNumber,
} from './people';
import type { Sample } from './population';
import { firstVisit, laterVisit, sampleOf } from './visits';

type NextNumber = () => number;

/** Two of one birth: one phone, one house, numbers one after the other, names that tell little. */
export function twins(dice: Dice, next: NextNumber): Sample[] {
  const birthDate = `${dice.between(1985, 2024)}-0${dice.between(1, 9)}-1${dice.below(9)}`;
  const isMinority = false;
  const elder = inventPerson(dice, next(), {
    birthDate,
    given: [sign(dice), sign(dice)],
    isMinority,
  });
  const [first = '', second = ''] = elder.given;
  const names = [
    [first, sign(dice, second)],
    [sign(dice, first), second],
    [sign(dice, first), sign(dice, second)],
    [first, homophoneOf(dice, second)],
  ].filter(([, last]) => last !== '');
  const sequence = next();
  const own = Number(elder.residentId.slice(14, 17));
  const younger = inventPerson(dice, sequence, {
    birthDate,
    ...{ isMinority, surname: elder.surname, sex: elder.sex, given: dice.pick(names) },
    ...{ phone: elder.phone, home: elder.home, twinOf: elder.truth },
    residentId: residentNumber(birthDate, own + 2, elder.sex, elder.residentId.slice(0, 6)),
  });
  const careful = ['missingFields', 'fifteenDigits', 'traditional'] as const;
  return [
    { ...firstVisit(dice, elder), class: 'twin' },
    { ...firstVisit(dice, younger), class: 'twin' },
    ...[elder, younger].filter(() => dice.chance(0.6)).map((one) => laterVisit(dice, one, careful)),
    ...(dice.chance(0.2) ? [borrowed(dice, younger, elder)] : []),
  ];
}

const sign = (dice: Dice, but = '') => {
  const signs = sounds.flatMap((line) => (but && line.signs.includes(but) ? [] : [...line.signs]));
  return dice.pick(signs);
};
const homophoneOf = (dice: Dice, one: string) => {
  const line = Array.from(sounds.find(({ signs }) => signs.includes(one))?.signs ?? '');
  const others = line.filter((other) => other !== one);
  return others.length === 0 ? '' : dice.pick(others);
};

/** Somebody who comes with another's card and her own name. */
function borrowed(dice: Dice, holder: Person, lender: Person): Sample {
  const institutionId = inventInstitution(dice);
  const carried = { resident: true, insurance: false, record: false };
  const entry = plainEntry(dice, holder, institutionId, carried);
  const value = lender.residentId;
  const identifiers = [{ system: 'RESIDENT_ID', value } as const];
  return sampleOf(holder, { class: 'borrowedCard', institutionId, ...entry, identifiers });
}

/** A couple with a child and a parent: one phone for all, one house, and now and then one card. */
export function family(dice: Dice, next: NextNumber): Sample[] {
  const father = inventPerson(dice, next(), { sex: 'MALE' });
  const shared = { phone: father.phone, home: father.home };
  const mother = inventPerson(dice, next(), { sex: 'FEMALE', ...shared });
  const child = inventPerson(dice, next(), { ...shared, surname: father.surname });
  const elder = inventPerson(dice, next(), { ...shared, surname: father.surname });
  const members = [father, mother, child, elder].filter(() => dice.chance(0.8));
  const visits = members.flatMap((one) => [
    { ...firstVisit(dice, one), class: 'relative' },
    ...(dice.chance(0.5) ? [laterVisit(dice, one)] : []),
  ]);
  const [lender, holder] = members;
  return lender && holder && dice.chance(0.25)
    ? [...visits, borrowed(dice, holder, lender)]
    : visits;
}

/** Namesakes born on one day who know nothing of each other. */
export function strangers(dice: Dice, next: NextNumber): Sample[] {
  const one = inventPerson(dice, next());
  const { birthDate, surname, given, isMinority, sex } = one;
  const other = inventPerson(dice, next(), { birthDate, surname, given, isMinority, sex });
  return [firstVisit(dice, one), firstVisit(dice, other)].map((visit) => ({
    ...visit,
    class: 'stranger',
  }));
}

/** A child that is its mother's at first, and has a name and a number some weeks later. */
export function newborn(dice: Dice, next: NextNumber): Sample[] {
  const mother = inventPerson(dice, next(), {
    sex: 'FEMALE',
    isMinority: false,
    given: [sign(dice)],
  });
  const birthDate = `${dice.between(2022, 2024)}-0${dice.between(1, 9)}-1${dice.below(9)}`;
  const child = inventPerson(dice, next(), { birthDate, phone: mother.phone, home: mother.home });
  const ending = dice.pick(child.sex === 'MALE' ? ['之子', '之男', '之婴'] : ['之女', '之婴']);
  const institutionId = inventInstitution(dice);
  const none = { resident: false, insurance: false, record: dice.chance(0.5) };
  const entry = plainEntry(dice, child, institutionId, none);
  const unnamed = { ...entry.demographics, name: `${fullName(mother)}${ending}` };
  const named = dice.chance(0.3) ? { ...child, phone: inventPhone(dice) } : child;
  return [
    { ...firstVisit(dice, mother), class: 'relative' },
    sampleOf(child, { ...entry, class: 'none', institutionId, demographics: unnamed }),
    { ...firstVisit(dice, named), class: 'newbornNamed' },
  ];
}

/** Brought in by the ambulance, named when she wakes. */
export function emergency(dice: Dice, next: NextNumber): Sample[] {
  const person = inventPerson(dice, next());
  const institutionId = inventInstitution(dice);
  const byPhone = dice.chance(0.3);
  const carried = { resident: false, insurance: false, record: true };
  const entry = plainEntry(dice, person, institutionId, carried);
  const unknown = {
    name: dice.pick(unknownNames),
    gender: person.sex,
    ...(byPhone ? { phone: person.phone } : {}),
  };
  const awake = plainEntry(dice, person, institutionId, {
    resident: true,
    ...{ insurance: dice.chance(0.5), record: !byPhone || dice.chance(0.7) },
  });
  return [
    sampleOf(person, { ...entry, class: 'none', institutionId, demographics: unknown }),
    sampleOf(person, { ...awake, class: 'unnamedNamed', institutionId }),
  ];
}

/** Somebody who comes once, or again and again. */
export function alone(dice: Dice, next: NextNumber): Sample[] {
  const person = inventPerson(dice, next());
  const again = dice.pick([0, 0, 1, 1, 1, 2, 3]);
  return [
    firstVisit(dice, person),
    ...Array.from({ length: again }, () => laterVisit(dice, person)),
  ];
}
