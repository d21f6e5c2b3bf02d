import type { ChildProcess } from 'node:child_process';
import cluster, { type Worker as Process } from 'node:cluster';
import { type Answers, createExchange, type Exchange } from './exchange';
import type { Serving, ToPrimary, ToWorker } from './questions';
import { rescueConnections } from './rescue-connections';
import type { End, Worker } from './seat';
import { type Watched, watchWorker } from './watch-worker';
import type { WatchNumbers } from './worker-numbers';

/** A worker's process, and the way to ask it. */
export interface ForkedWorker extends Worker {
  readonly process: ChildProcess;
  readonly exchange: Exchange<ToWorker>;
}

export interface ForkOptions {
  /** No other worker that lives has it. */
  readonly place: number;
  /** To what any worker asks. */
  readonly answers: Answers<Omit<ToPrimary, 'serving' | 'place'>>;
  /** A worker that lives, for what this one leaves behind. */
  readonly another: () => ForkedWorker | undefined;
  /** One that was told to end and has not is killed after so long. */
  readonly endWithinMs: number;
  readonly numbers: WatchNumbers;
  /** It hangs, and is killed. */
  readonly onHung: (served: boolean) => void;
}

/** Starts a process of the program that `cluster` was set up for. */
export function forkWorker(options: ForkOptions): ForkedWorker {
  const { place, answers, another } = options;
  const process = cluster.fork();
  rescueConnections(process.process, () => another()?.process);
  const ended = new Promise<End>((resolve) =>
    process.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  let serves: (serving: Serving | null) => void = () => undefined;
  const serving = new Promise<Serving | null>((resolve) => {
    serves = resolve;
  });
  const exchange = createExchange<ToWorker, ToPrimary>((letter) => sendTo(process, letter), {
    ...answers,
    place: () => place,
    serving(asked) {
      serves(asked);
      return null;
    },
  });
  process.on('message', (message: unknown) => exchange.receive(message));
  void ended.then(() => {
    serves(null);
    exchange.end();
  });
  const beat = () => exchange.ask('beat', null);
  return {
    serving,
    ...{ ended, exchange, process: process.process },
    ...createEnding(process.process, exchange, { serving, ended, beat }, options),
  };
}

/** How a worker ends: it is told to, and killed where it hangs or has not ended when it should have. */
function createEnding(
  process: ChildProcess,
  exchange: Exchange<ToWorker>,
  watched: Watched,
  { endWithinMs, numbers, onHung }: ForkOptions,
): Pick<Worker, 'leave' | 'stop'> {
  const kill = () => void process.kill('SIGKILL');
  const watch = watchWorker(watched, numbers, (served) => {
    onHung(served);
    kill();
  });
  const killLate = () => {
    // It may be busy for long with what it closes.
    watch.end();
    setTimeout(kill, endWithinMs).unref();
  };
  return {
    leave() {
      exchange.ask('leave', null).catch(() => undefined);
      killLate();
    },
    stop() {
      process.kill('SIGTERM');
      killLate();
    },
  };
}

/** A worker that is gone hears nothing, which is no error: its end is told by itself. */
const sendTo = (process: Process, letter: object) => {
  if (process.isConnected()) process.send(letter, () => undefined);
};
