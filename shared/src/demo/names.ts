import namesData from './data/names.json';
import { at, type Random } from './random';

export type DemoGender = 'MALE' | 'FEMALE';

interface Generation {
  readonly bornBefore: number;
  readonly male: readonly string[];
  readonly female: readonly string[];
}

/** Each surname as often as its weight, so that one draw is one look-up. */
const surnames = namesData.surnames.flatMap(([surname, weight]) =>
  Array.from({ length: Number(weight) }, () => String(surname)),
);
const generations: readonly Generation[] = namesData.generations;

const listOf = (names: { male: readonly string[]; female: readonly string[] }, sex: DemoGender) =>
  sex === 'MALE' ? names.male : names.female;

/** A believable name for the sex and year of birth; one in some hundred is rare or of a minority. */
export function inventName(random: Random, sex: DemoGender, birthYear: number): string {
  if (random.chance(0.008)) return random.pick(listOf(namesData.minority, sex));
  const surname = random.pick(surnames);
  if (random.chance(0.012)) return surname + random.pick(namesData.rareGivenNames);
  const generation = generations.find(({ bornBefore }) => birthYear < bornBefore);
  const given = listOf(generation ?? at(generations, generations.length - 1), sex);
  const name = random.pick(given);
  // Two signs of two given names make a third: few of the county share a full name.
  if (name.length === 2 && random.chance(0.45))
    return surname + name.charAt(0) + random.pick(given).slice(-1);
  return surname + name;
}
