/** The first place at which the log does not fit: an entry, or the head of a day. */
export type BrokenPlace = { readonly entry: number } | { readonly day: string };

/** Ends a walk over the log; the message says what is wrong with the place. */
export class BrokenLog extends Error {
  constructor(
    readonly place: BrokenPlace,
    problem: string,
  ) {
    super(problem);
    this.name = 'BrokenLog';
  }
}

/** The place and what is wrong with it, as commands print it. */
export const describeBroken = ({ place, message }: Pick<BrokenLog, 'place' | 'message'>) =>
  'entry' in place ? `at entry ${place.entry}: ${message}` : `at the day ${place.day}: ${message}`;
