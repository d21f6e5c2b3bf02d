import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

/** The server's program. */
const redisProgram = process.env.TEST_REDIS_SERVER || 'redis-server';

/** A server, or a sentinel, with a folder of its own; it keeps nothing on the disk. */
export interface RedisProcess {
  readonly port: number;
  /** Kills it, with everything it holds. */
  kill(): Promise<void>;
  /** Stops it from answering, or lets it go on. */
  freeze(frozen: boolean): void;
  /** Starts it again, empty, at the same address. */
  start(): void;
  stop(): Promise<void>;
}

/** `lines` are those of its configuration; a sentinel begins its own with them. */
export async function startRedisProcess(
  lines: (port: number) => readonly string[],
  kind: 'server' | 'sentinel' = 'server',
): Promise<RedisProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-redis-'));
  const file = join(folder, 'redis.conf');
  const common = [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`];
  const kept = kind === 'server' ? ['save ""', 'appendonly no'] : [];
  writeFileSync(file, [...common, ...kept, ...lines(port), ''].join('\n'));
  const run = () => {
    const args = kind === 'sentinel' ? [file, '--sentinel'] : [file];
    return spawn(redisProgram, args, { stdio: 'ignore' });
  };
  let running: ChildProcess = run();
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  return {
    port,
    kill,
    freeze: (frozen) => void running.kill(frozen ? 'SIGSTOP' : 'SIGCONT'),
    start() {
      running = run();
    },
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
