import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testFolder } from './folder';

const gateway = join(testFolder, '../gateway/dist/main.js');

export interface ProgramStart {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once it is ready. */
  readonly readyUrl: string;
  /** Node's own flags. */
  readonly execArgv?: readonly string[];
  /** Takes what it writes to standard error; unset: this process's own. */
  readonly log?: string;
  /** Whether messages can be sent to it, which what `execArgv` loads into it reads. */
  readonly messages?: boolean;
}

/** A program of the product as a process of its own, started again and again. */
export class ProgramProcess {
  private child: ChildProcess | undefined;
  /** Ends that nobody asked for. */
  readonly surprises: string[] = [];
  private expected = false;

  constructor(private readonly options: ProgramStart) {}

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts it and waits until it is ready; the time that took, in milliseconds. */
  async start(): Promise<number> {
    const began = performance.now();
    const { program, env, execArgv = [], log, messages = false } = this.options;
    this.expected = false;
    const said = log === undefined ? 'inherit' : openSync(log, 'a');
    const child = spawn(process.execPath, [...execArgv, program], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', said, ...(messages ? (['ipc'] as const) : [])],
    });
    if (typeof said === 'number') closeSync(said);
    this.child = child;
    child.once('exit', (code, signal) => {
      if (!this.expected) this.surprises.push(`ended by itself (${signal ?? code})`);
    });
    await this.ready(child);
    return performance.now() - began;
  }

  private async ready(child: ChildProcess) {
    for (let waited = 0; waited < 90_000; waited += 50) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('it did not start');
      const answer = await fetch(this.options.readyUrl).catch(() => null);
      if (answer?.ok) return;
      await sleep(50);
    }
    throw new Error('it was not ready within 90 seconds');
  }

  /** Ends it; resolves with its exit code, null after a kill. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    this.expected = true;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = await exit;
    return typeof code === 'number' ? code : null;
  }

  /** Stops it where it stands, its connections open, or lets it go on. */
  freeze(frozen: boolean) {
    this.child?.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Sends a message; the answer, where one comes. */
  async tell<Reply>(message: object): Promise<Reply> {
    const { child } = this;
    if (!child?.connected) throw new Error('it takes no messages');
    const answer = once(child, 'message');
    child.send(message);
    const [reply] = await answer;
    return reply as Reply;
  }
}

/** The product as a user starts it: one process, on a data folder and ports of its own. */
export class ProductProcess extends ProgramProcess {
  constructor(env: Readonly<Record<string, string>>) {
    super({ program: gateway, env, readyUrl: `http://127.0.0.1:${env.PORT}/health/ready` });
  }
}
