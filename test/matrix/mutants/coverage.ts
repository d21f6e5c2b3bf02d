import type { Unit } from '../ask-matrix';
import { firstDifference } from './product';
import { notePlaces, type Switch } from './switchboard';

/** Which places of the code are reached before the first question, and by each. */
export interface Coverage {
  readonly before: ReadonlySet<number>;
  readonly units: readonly ReadonlySet<number>[];
}

/** Asks the product itself, and notes what it reaches. Throws where it answers other than it should. */
export async function measure(
  given: readonly Unit[] | (() => Promise<readonly Unit[]>),
): Promise<Coverage> {
  const before = notePlaces();
  const units = typeof given === 'function' ? await given() : given;
  const reached: ReadonlySet<number>[] = [];
  for (const unit of units) {
    reached.push(notePlaces());
    const difference = await firstDifference([unit]);
    if (difference !== null) throw new Error(`the product itself differs: ${difference}`);
  }
  return { before, units: reached };
}

/**
 * The questions in which a mutant can show: those that reach its place, and where a role is added
 * to a list those of viewers who have it. Where the place is reached before the first question
 * every other comes after them.
 */
export function coveringUnits(
  { site, role }: Switch,
  units: readonly Unit[],
  { before, units: reached }: Coverage,
): Unit[] {
  const reaches = units.map((_, at) => reached[at]?.has(site) ?? false);
  const covering = units.filter((_, at) => reaches[at]);
  if (role) return covering.filter(({ viewer }) => viewer === null || viewer.roles.includes(role));
  return before.has(site) ? [...covering, ...units.filter((_, at) => !reaches[at])] : covering;
}
