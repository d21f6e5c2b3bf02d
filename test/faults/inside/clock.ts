const RealDate = Date;
let ahead = 0;

const now = () => RealDate.now() + ahead;

/** Stands where `Date` stood: what is read from the clock is ahead, or behind. */
const SteppedDate = new Proxy(RealDate, {
  construct: (target, given, made) =>
    Reflect.construct(target, given.length > 0 ? given : [now()], made),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

/** Steps this process's clock; what measures durations (`performance.now`) goes on, as after a real step. */
export function stepClock(milliseconds: number) {
  ahead = milliseconds;
  globalThis.Date = SteppedDate;
}
