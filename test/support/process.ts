import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testFolder } from './folder';

const program = join(testFolder, '../gateway/dist/main.js');

/** The product as a user starts it: one process, on a data folder and ports of its own. */
export class ProductProcess {
  private child: ChildProcess | undefined;
  /** Ends that nobody asked for. */
  readonly surprises: string[] = [];
  private expected = false;

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  /** Starts it and waits until it is ready; the time that took, in milliseconds. */
  async start(): Promise<number> {
    const began = performance.now();
    this.expected = false;
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.child = child;
    child.once('exit', (code, signal) => {
      if (!this.expected) this.surprises.push(`ended by itself (${signal ?? code})`);
    });
    await this.ready(child);
    return performance.now() - began;
  }

  private async ready(child: ChildProcess) {
    const url = `http://127.0.0.1:${this.env.PORT}/health/ready`;
    for (let waited = 0; waited < 90_000; waited += 50) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('it did not start');
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) return;
      await sleep(50);
    }
    throw new Error('it was not ready within 90 seconds');
  }

  /** Ends it; resolves with its exit code, null after a kill. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    this.expected = true;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = await exit;
    return typeof code === 'number' ? code : null;
  }
}
