import type { CountyFrame, CountyOptions } from './county-types';
import { createFrame } from './frame';
import { historyOf } from './history';
import type { History } from './history-types';
import { personOf } from './person';
import type { Person } from './person-types';

/** One resident with everything that happened to her. */
export interface Resident {
  readonly person: Person;
  readonly history: History;
}

export interface County extends CountyOptions, CountyFrame {
  /** Resident `index`, from 0: a pure function of seed, day and index. */
  person(index: number): Person;
  resident(index: number): Resident;
}

export const smallestCounty = 10;
export const largestCounty = 1_000_000;

/** An invented county. Holds nothing of its residents: each is computed when asked for. */
export function createCounty(options: CountyOptions): County {
  const frame = createFrame(options.seed, options.today);
  const person = (index: number) => personOf(options, index);
  return {
    ...options,
    ...frame,
    person,
    resident(index) {
      const one = person(index);
      return { person: one, history: historyOf(options, one, frame) };
    },
  };
}
