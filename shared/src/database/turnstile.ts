export interface Turnstile {
  <Result>(work: () => Promise<Result>): Promise<Result>;
  /** How many are there, the one at work included. */
  readonly present: number;
}

/** Lets one piece of work through at a time, in the order they came. */
export function createTurnstile(): Turnstile {
  let last: Promise<unknown> = Promise.resolve();
  let present = 0;
  const leave = () => {
    present -= 1;
  };
  const turn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    present += 1;
    const mine = last.then(work, work);
    last = mine.then(leave, leave);
    return mine;
  };
  return Object.defineProperty(turn, 'present', { get: () => present }) as Turnstile;
}
