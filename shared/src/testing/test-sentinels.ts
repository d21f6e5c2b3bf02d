import { Redis } from 'ioredis';
import { eventually } from './event-fixture';
import { type RedisProcess, startRedisProcess } from './redis-processes';

const [name, secret] = ['county', 'only tests use it'];

/** A master and its replica, which two of three sentinels make the master where that one is gone. */
export interface TestSentinels {
  readonly url: string;
  /** The port of the server that the sentinels call the master. */
  master(): Promise<number>;
  server(port: number): RedisProcess;
  /** Nothing that the master acknowledges reaches its replica any more, until that is let go on. */
  cutOff(): Promise<RedisProcess>;
  stop(): Promise<void>;
}

/** Servers and sentinels that ask for a password each. */
export async function startSentinels(): Promise<TestSentinels> {
  const signIn = [
    `requirepass "${secret}"`,
    `masterauth "${secret}"`,
    'repl-diskless-sync-delay 0',
  ];
  const first = await startRedisProcess(() => signIn);
  const second = await startRedisProcess(() => [...signIn, `replicaof 127.0.0.1 ${first.port}`]);
  const servers = [first, second];
  await isReplica(second.port);
  const sentinels = await Promise.all(
    [1, 2, 3].map(() => startRedisProcess(() => watching(first.port), 'sentinel')),
  );
  const asked = connect(sentinels[0]?.port ?? 0, 'watching');
  await eventually(async () => (await counted(asked)) === '1 2', 30_000);
  const master = async () => {
    const [, port] = (await asked.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as string[];
    return Number(port);
  };
  const server = (port: number) => {
    const found = servers.find((one) => one.port === port);
    if (!found) throw new Error(`no server at ${port}`);
    return found;
  };
  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return {
    master,
    server,
    url: `redis-sentinel://:${encodeURIComponent(secret)}@${hosts}/${name}?sentinelPassword=watching`,
    async cutOff() {
      const port = await master();
      const replica = first.port === port ? second : first;
      replica.freeze(true);
      // What was sent already would still be read.
      const client = connect(port, secret);
      await client.call('CLIENT', 'KILL', 'TYPE', 'replica');
      client.disconnect();
      return replica;
    },
    async stop() {
      asked.disconnect();
      for (const process of [...sentinels, ...servers]) await process.stop();
    },
  };
}

const watching = (port: number) => [
  'requirepass "watching"',
  'sentinel sentinel-pass "watching"',
  `sentinel monitor ${name} 127.0.0.1 ${port} 2`,
  `sentinel auth-pass ${name} "${secret}"`,
  `sentinel down-after-milliseconds ${name} 1000`,
  `sentinel failover-timeout ${name} 4000`,
];

function connect(port: number, password: string) {
  const client = new Redis(port, '127.0.0.1', { password, retryStrategy: () => 20 });
  client.on('error', () => undefined);
  return client;
}

/** How many replicas and other sentinels one of them knows. */
async function counted(sentinel: Redis) {
  const fields = (await sentinel.call('SENTINEL', 'MASTER', name).catch(() => [])) as string[];
  const field = (label: string) => fields[fields.indexOf(label) + 1];
  return `${field('num-slaves')} ${field('num-other-sentinels')}`;
}

async function isReplica(port: number) {
  const client = connect(port, secret);
  await eventually(async () =>
    (await client.info('replication').catch(() => '')).includes('master_link_status:up'),
  );
  client.disconnect();
}
