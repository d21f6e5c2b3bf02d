import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BenchCommand, BenchReport } from './child-side';

/** A process the bench started that serves something. */
export interface BenchChild {
  readonly url: string;
  /** Milliseconds of processor time it has used so far. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  /** Its log goes to a file there. */
  readonly folder: string;
  readonly execArgv?: readonly string[];
}

/** Every variant runs as the product and its image are started: an answer is many short-lived objects. */
const nodeFlags = ['--max-semi-space-size=64'];

/** Libraries run as they do in service: some of them check more while developing. */
const environment = { ...process.env, NODE_ENV: 'production' };

function begin(program: string, label: string, job: object, options: ChildOptions) {
  const log = join(options.folder, `${label}.log`);
  const file = openSync(log, 'a');
  const child = fork(resolve(__dirname, `${program}.js`), [JSON.stringify(job)], {
    env: environment,
    execArgv: [...nodeFlags, ...(options.execArgv ?? [])],
    stdio: ['ignore', file, file, 'ipc'],
  });
  closeSync(file);
  const failed = () =>
    new Error(`${label} ended by itself:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  return { child, failed };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null;

/** Runs a program to its end. Rejects with the end of its log where it failed. */
export async function runChild(program: string, job: object, options: ChildOptions) {
  const { child, failed } = begin(program, program, job, options);
  await once(child, 'exit');
  if (child.exitCode !== 0) throw failed();
}

/** Starts a program and waits until it serves. */
export async function startChild(
  program: string,
  label: string,
  job: object,
  options: ChildOptions,
): Promise<BenchChild> {
  const { child, failed } = begin(program, label, job, options);
  const report = await nextReport(child, failed);
  if (!('url' in report)) throw new Error(`${label} did not say where it serves`);
  const tell = (command: BenchCommand) => void child.send(command);
  return {
    url: report.url,
    async cpu() {
      tell('cpu');
      const used = await nextReport(child, failed);
      return 'cpuMicroseconds' in used ? used.cpuMicroseconds / 1000 : 0;
    },
    async stop() {
      if (hasEnded(child)) return;
      const exit = once(child, 'exit');
      tell('stop');
      await exit;
    },
  };
}

function nextReport(child: ChildProcess, failed: () => Error): Promise<BenchReport> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(failed());
    child.once('exit', onExit);
    child.once('message', (report) => {
      child.off('exit', onExit);
      // The other side is child-side.ts.
      resolve(report as BenchReport);
    });
  });
}
