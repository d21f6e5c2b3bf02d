import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port';

/** The server's program. */
const program = process.env.TEST_REDIS_SERVER || 'redis-server';

export interface TestRedis {
  readonly url: string;
  /** A connection for what a test does to it. */
  readonly client: Redis;
  /** Kills it, with everything it holds. */
  kill(): Promise<void>;
  /** Stops it from answering, or lets it go on. */
  freeze(frozen: boolean): void;
  /** Starts it again, empty, at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis server that keeps nothing on the disk. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-redis-'));
  const run = () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    const options = ['--save', '', '--appendonly', 'no'];
    return spawn(program, [...args, ...options], { stdio: 'ignore' });
  };
  let server = run();
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20 });
  client.on('error', () => undefined);
  await client.ping();
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  return {
    ...{ url: `redis://127.0.0.1:${port}`, client, kill },
    freeze: (frozen) => void server.kill(frozen ? 'SIGSTOP' : 'SIGCONT'),
    async start() {
      server = run();
      await client.ping();
    },
    async stop() {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
