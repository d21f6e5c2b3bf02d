import { Redis } from 'ioredis';
import { startRedisProcess } from './redis-processes';

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
  const server = await startRedisProcess(() => []);
  const client = new Redis(server.port, '127.0.0.1', { retryStrategy: () => 20 });
  client.on('error', () => undefined);
  await answers(client);
  return {
    url: `redis://127.0.0.1:${server.port}`,
    client,
    ...{ kill: server.kill, freeze: server.freeze },
    async start() {
      server.start();
      await answers(client);
    },
    async stop() {
      client.disconnect();
      await server.stop();
    },
  };
}

/** Waits for it: on a busy machine it takes longer to start than a client tries. */
async function answers(client: Redis) {
  for (let tries = 0; ; tries += 1)
    try {
      await client.ping();
      return;
    } catch (error) {
      if (tries === 50) throw error;
    }
}
