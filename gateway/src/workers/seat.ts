import { createPause } from '@lianyi/shared/time/pause';
import type { Serving } from './questions';
import type { WorkerNumbers } from './worker-numbers';

/** How a process ended: its exit code, or the signal. */
export type End = number | string;

/** One process of several that serve the same port. */
export interface Worker {
  /** Resolves when it serves, with null where it ended before. */
  readonly serving: Promise<Serving | null>;
  readonly ended: Promise<End>;
  /** Tells it that another has taken over: it answers what still comes, and ends. */
  leave(): void;
  /** Tells it to stop, as the whole program does. */
  stop(): void;
}

export interface SeatOptions {
  readonly fork: () => Worker;
  readonly numbers: WorkerNumbers;
  readonly onServing: (serving: Serving) => void;
  /** Its worker ended and nobody had told it to. */
  readonly onDeath: (end: End, served: boolean) => void;
}

/** A place at work: who has it is replaced where it dies, and may be changed for another. */
export interface Seat {
  serves(): boolean;
  /** Another serves before this one is told to leave; false where the other never did. */
  change(): Promise<boolean>;
  /** Nobody is put in it any more. */
  close(): void;
}

export function openSeat({ fork, numbers, onServing, onDeath }: SeatOptions): Seat {
  // Where all workers died at once there is nothing else that keeps the program from ending.
  const pause = createPause({ holdsProcess: true });
  let closed = false;
  let serves = false;
  let current = fork();

  /** Until it ends. */
  const watch = async (worker: Worker) => {
    const began = performance.now();
    const serving = await worker.serving;
    serves = serving !== null;
    if (serving) onServing(serving);
    const end = await worker.ended;
    const steady = performance.now() - began > numbers.steadyMs;
    return { end, steady, served: serving !== null };
  };
  const keep = async () => {
    for (let deaths = 0; !closed; ) {
      const worker = current;
      const { end, steady, served } = await watch(worker);
      deaths = steady ? 1 : deaths + 1;
      if (closed || current !== worker) continue;
      serves = false;
      onDeath(end, served);
      await pause.wait(pauseAfter(deaths, numbers));
      if (!closed && current === worker) current = fork();
    }
  };
  void keep();
  return {
    serves: () => serves,
    async change() {
      const old = current;
      await old.serving;
      if (closed || current !== old) return true;
      const next = fork();
      if (!(await next.serving)) return false;
      const leaving = current === old ? old : next;
      if (leaving === old) current = next;
      leaving.leave();
      await leaving.ended;
      return true;
    },
    close() {
      closed = true;
      pause.cut();
    },
  };
}

const pauseAfter = (deaths: number, { firstPauseMs, longestPauseMs }: WorkerNumbers) =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (deaths - 1));
