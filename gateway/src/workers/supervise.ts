import type { Logger } from '@lianyi/shared/logging/logger';
import type { Serving } from './questions';
import { type End, openSeat, type Seat, type Worker } from './seat';
import type { WorkerNumbers } from './worker-numbers';

export interface SupervisorOptions {
  readonly count: number;
  readonly fork: () => Worker;
  readonly numbers: WorkerNumbers;
  readonly logger: Logger;
  /** All serve, for the first time. */
  readonly onAllServe: (serving: Serving) => void;
  /** No worker serves, and none can be started. */
  readonly onFailure: (failure: WorkersFailed) => void;
}

export interface Supervisor {
  /** Changes one worker after the other; false where a new one did not serve: the others stay. */
  change(): Promise<boolean>;
  /** How many serve. */
  serving(): number;
  /** How many ended though nobody had told them to. */
  died(): number;
  /** Ends all; yields the ends that were not in order. */
  stop(): Promise<readonly End[]>;
}

/** No worker serves, and so many in a row ended before they did. */
export class WorkersFailed extends Error {
  constructor(starts: number, end: End) {
    super(
      `WORKERS: no worker serves, and ${starts} in a row ended before they did (the last with ${end}): what they wrote above says why.`,
    );
    this.name = 'WorkersFailed';
  }
}

/** Keeps so many workers at work. */
export function supervise(options: SupervisorOptions): Supervisor {
  const { count, fork, numbers, logger } = options;
  const living = new Set<Worker>();
  const serving = () => seats.filter((seat) => seat.serves()).length;
  const watch = createWatch(options, serving);
  const open = () => {
    const worker = fork();
    living.add(worker);
    void worker.ended.then(() => living.delete(worker));
    return worker;
  };
  const seats = Array.from({ length: count }, () => openSeat({ fork: open, numbers, ...watch }));
  let changing: Promise<unknown> = Promise.resolve();
  return {
    change() {
      const mine = changing.then(() => changeAll(seats, logger));
      changing = mine;
      return mine;
    },
    serving,
    died: watch.died,
    async stop() {
      for (const seat of seats) seat.close();
      for (const worker of living) worker.stop();
      const ends = await Promise.all([...living].map(({ ended }) => ended));
      return ends.filter((end) => !inOrder.has(end));
    },
  };
}

/** Killed by the signal itself: so early in its start that it had nothing to end. */
const inOrder: ReadonlySet<End> = new Set<End>([0, 'SIGTERM', 'SIGINT']);

/** Tells once that all serve, and when none can. */
function createWatch(options: SupervisorOptions, serving: () => number) {
  const { count, numbers, logger, onAllServe, onFailure } = options;
  let died = 0;
  let failedStarts = 0;
  let told = false;
  return {
    died: () => died,
    onServing(one: Serving) {
      failedStarts = 0;
      if (told || serving() < count) return;
      told = true;
      onAllServe(one);
    },
    onDeath(end: End, served: boolean) {
      died += 1;
      logger.error({ end, served }, 'a worker died and is replaced');
      if (served) return;
      failedStarts += 1;
      if (failedStarts >= numbers.failedStarts && serving() === 0)
        onFailure(new WorkersFailed(failedStarts, end));
    },
  };
}

async function changeAll(seats: readonly Seat[], logger: Logger): Promise<boolean> {
  for (const seat of seats) {
    if (await seat.change()) continue;
    logger.error('a new worker did not serve: the others stay as they are');
    return false;
  }
  logger.info('all workers were changed');
  return true;
}
