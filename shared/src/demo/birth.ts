import { withResidentCheck } from '../text/check-digits';
import { dayText } from './days';
import type { DemoGender } from './names';

/** Residents of each age out of a thousand, a rural county of today: few young adults, many old. */
const perMille = ages([
  ...[
    [5, 8],
    [10, 11],
    [15, 12],
    [20, 10],
    [30, 9],
    [40, 12],
    [50, 14],
    [60, 17],
  ],
  ...[
    [70, 14],
    [80, 8],
    [90, 2.8],
    [98, 0.6],
  ],
]);
/** Births in one round of the ages; each round gives every day's births other numbers. */
const round = 36_000;
/** Near the golden section of a round and coprime to it: neighbours differ widely in age. */
const stride = 22_249;
/** Sequence numbers below this are for the round, those above for residents made by hand. */
const freeSequences = 450;
const youngestDays = 30;

/** Weight of each year of age from pairs (below this age, weight), scaled to a thousand. */
function ages(bands: readonly (readonly number[])[]): readonly number[] {
  const weights = bands.flatMap(([below = 0, weight = 0], band) =>
    Array.from({ length: below - (bands[band - 1]?.[0] ?? 0) }, () => weight),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight / total) * 1000);
}

/** For each year of age, the first of its births in a round; the last is their number. */
const firstOf = [0];
for (const weight of perMille)
  firstOf.push((firstOf.at(-1) ?? 0) + Math.floor((weight * round) / 1000));
const counted = firstOf.at(-1) ?? round;

const ageOf = (birth: number) => {
  const year = firstOf.findIndex((start) => start > birth);
  return (year === -1 ? firstOf.length - 1 : year) - 1;
};

export interface Birth {
  readonly birthDate: string;
  /** Days lived until the county's day. */
  readonly ageDays: number;
  /** No other birth of that day has this number; 0 to 449. */
  readonly sequence: number;
}

/**
 * When resident i was born, and a number that tells her from all others born that day: a
 * bijection, so that no two residents of a county of millions share an identity number.
 */
export function birthOf(index: number, today: number): Birth {
  const birth = ((index % round) * stride) % round;
  // The few left over by rounding are spread over the ages once more.
  const place = birth % counted;
  const year = ageOf(place);
  const births = (firstOf[year + 1] ?? counted) - (firstOf[year] ?? 0);
  const nth = place - (firstOf[year] ?? 0);
  const dayOfYear = Math.floor((nth * 365) / births);
  const sameDay = nth - Math.ceil((dayOfYear * births) / 365);
  const ageDays = Math.floor(year * 365.25) + dayOfYear + youngestDays;
  const lap = Math.floor(index / round) * 2 + (birth >= counted ? 1 : 0);
  const number = lap * 3 + sameDay;
  // Days before 1970 have numbers below zero.
  const shift = Math.abs(today - ageDays) % 89;
  const sequence = (number * 37 + shift) % freeSequences;
  return { birthDate: dayText(today - ageDays), ageDays, sequence };
}

/** A resident number of the invented county; odd sequence numbers are men. */
export function residentNumber(
  division: string,
  birthDate: string,
  sequence: number,
  gender: DemoGender,
): string {
  const three = String(sequence * 2 + (gender === 'MALE' ? 1 : 0)).padStart(3, '0');
  return withResidentCheck(`${division}${birthDate.replaceAll('-', '')}${three}`);
}
