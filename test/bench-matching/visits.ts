import { type DeskError, deskErrors, type ErrorClass, plainEntry } from './desk-errors';
import type { Dice } from './dice';
import { inventInstitution, type Person } from './people';
import type { Sample } from './population';

/** How often a return goes wrong in each way; most do not. */
const shares: Readonly<Record<ErrorClass, number>> = {
  homophone: 4,
  ...{ traditional: 4, variant: 6, middleDot: 20, latin: 2, swappedBirthDate: 3 },
  ...{ oneDigitBirthDate: 3, oneDigitPhone: 4, oneDigitNumber: 3, missingFields: 7 },
  ...{ fifteenDigits: 3, changedPhone: 6, movedHouse: 5, wrongSex: 2 },
};
const errorClasses = Object.keys(shares) as readonly ErrorClass[];
const drawn = errorClasses.flatMap((name) => Array.from({ length: shares[name] }, () => name));
const withoutError = 0.45;
const withTwo = 0.04;
const attempts = 40;

type Visit = Pick<Sample, 'class' | 'institutionId' | 'identifiers' | 'demographics'>;

export const sampleOf = ({ truth, twinOf }: Person, visit: Visit): Sample => ({
  truth,
  ...visit,
  ...(twinOf === undefined ? {} : { twinOf }),
});

/** The first time somebody is registered: mostly with her card. */
export function firstVisit(dice: Dice, person: Person): Sample {
  const institutionId = inventInstitution(dice);
  const carried = { resident: dice.chance(0.8), insurance: dice.chance(0.6), record: true };
  const entry = plainEntry(dice, person, institutionId, carried);
  return sampleOf(person, { class: 'none', institutionId, ...entry });
}

/** A later time: with a card or without, and not always typed right. */
export function laterVisit(dice: Dice, person: Person, only?: readonly ErrorClass[]): Sample {
  const institutionId = inventInstitution(dice);
  const carried = {
    resident: dice.chance(0.55),
    ...{ insurance: dice.chance(0.35), record: dice.chance(0.3) },
  };
  const entry = plainEntry(dice, person, institutionId, carried);
  const draw = dice.random();
  if (only === undefined && draw < withoutError)
    return sampleOf(person, { class: 'none', institutionId, ...entry });
  const pool = only ?? drawn;
  const twice = only === undefined && draw > 1 - withTwo;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [name, second] = [dice.pick(pool), dice.pick(pool)];
    const once = deskErrors[name](dice, person, entry);
    const erred =
      once && twice && second !== name ? again(deskErrors[second], dice, person, once) : once;
    if (erred) {
      const title = twice && second !== name ? 'twoErrors' : name;
      return sampleOf(person, { class: title, institutionId, ...erred });
    }
  }
  return sampleOf(person, { class: 'none', institutionId, ...entry });
}

const again = (error: DeskError, dice: Dice, person: Person, entry: Parameters<DeskError>[2]) =>
  error(dice, person, entry);
