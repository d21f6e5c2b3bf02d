import { createDice } from './dice';
import { alone, emergency, family, newborn, strangers, twins } from './households';
import type { Sample } from './population';

/** Who comes, of a hundred households. */
const scenes = [
  ...[twins, twins, twins, strangers, strangers, strangers],
  ...Array.from({ length: 8 }, () => family),
  ...[newborn, newborn, emergency],
  ...Array.from({ length: 83 }, () => alone),
];

/** A population of so many registrations with known truth; the same for the same seed. */
export function generatePopulation(registrations: number, seed: number): Sample[] {
  const dice = createDice(seed);
  let people = 0;
  const next = () => {
    people += 1;
    return people;
  };
  const timed: { readonly at: number; readonly sample: Sample }[] = [];
  while (timed.length < registrations) {
    const visits = dice.pick(scenes)(dice, next);
    const times = visits.map(() => dice.random()).sort((one, other) => one - other);
    for (const [order, sample] of visits.entries()) timed.push({ at: times[order] ?? 0, sample });
  }
  return timed
    .slice(0, registrations)
    .sort((one, other) => one.at - other.at)
    .map(({ sample }) => sample);
}
