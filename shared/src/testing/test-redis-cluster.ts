import { Redis } from 'ioredis';
import { eventually } from './event-fixture';
import { freePort } from './free-port';
import { type RedisProcess, startRedisProcess } from './redis-processes';

/** How many of the 16,384 slots each of three masters has, about. */
const share = 5462;
const lastSlot = 16_383;

/** Three masters, and a replica of the one that has a key. */
export interface TestRedisCluster {
  readonly url: string;
  /** Which node has the key now. */
  owner(): Promise<RedisProcess>;
  readonly replica: RedisProcess;
  /** Nothing that the owner acknowledges reaches the replica any more, until it is let go on. */
  cutOff(): Promise<void>;
  /** Removes everything every master holds. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly process: RedisProcess;
  readonly busPort: number;
  ask(...command: [string, ...(string | number)[]]): Promise<unknown>;
  close(): void;
}

async function startNode(): Promise<Node> {
  const busPort = await freePort();
  const process = await startRedisProcess(() => [
    ...['cluster-enabled yes', 'cluster-node-timeout 1500', `cluster-port ${busPort}`],
    ...['cluster-require-full-coverage no', 'repl-diskless-sync-delay 0'],
  ]);
  const client = new Redis(process.port, '127.0.0.1', { retryStrategy: () => 20 });
  client.on('error', () => undefined);
  return {
    process,
    busPort,
    ask: (name, ...values) => client.call(name, values),
    close: () => client.disconnect(),
  };
}

export async function startRedisCluster(key: string): Promise<TestRedisCluster> {
  const masters = [await startNode(), await startNode(), await startNode()];
  const follower = await startNode();
  const nodes = [...masters, follower];
  const [first = follower] = masters;
  for (const { process, busPort } of nodes)
    await first.ask('CLUSTER', 'MEET', '127.0.0.1', process.port, busPort);
  for (const [at, { ask }] of masters.entries())
    await ask('CLUSTER', 'ADDSLOTSRANGE', at * share, Math.min(lastSlot, (at + 1) * share - 1));
  const slot = Number(await first.ask('CLUSTER', 'KEYSLOT', key));
  await joined(nodes, follower, masters[Math.floor(slot / share)] ?? first);
  return {
    url: `redis-cluster://${nodes.map(({ process }) => `127.0.0.1:${process.port}`).join(',')}`,
    replica: follower.process,
    owner: async () => (await ownerOf(slot, nodes)).process,
    async cutOff() {
      follower.process.freeze(true);
      // What was sent already would still be read.
      await (await ownerOf(slot, nodes)).ask('CLIENT', 'KILL', 'TYPE', 'replica');
    },
    async flush() {
      for (const { ask } of nodes) await ask('FLUSHALL').catch(() => undefined);
    },
    async stop() {
      for (const node of nodes) {
        node.close();
        await node.process.stop();
      }
    },
  };
}

/** Until all know each other, the replica follows its master, and every slot is served. */
async function joined(nodes: readonly Node[], follower: Node, leader: Node) {
  const all = async (text: string) => {
    const known = await Promise.all(nodes.map(({ ask }) => ask('CLUSTER', 'INFO')));
    return known.every((info) => String(info).includes(text));
  };
  await eventually(() => all(`cluster_known_nodes:${nodes.length}`), 20_000);
  const id = String(await leader.ask('CLUSTER', 'MYID'));
  await eventually(async () =>
    follower.ask('CLUSTER', 'REPLICATE', id).then(
      () => true,
      () => false,
    ),
  );
  await eventually(async () =>
    String(await follower.ask('INFO', 'replication')).includes('master_link_status:up'),
  );
  await eventually(() => all('cluster_state:ok'), 20_000);
}

type Range = [from: number, to: number, master: [host: string, port: number]];

/** As the first node that answers sees it. */
async function ownerOf(slot: number, nodes: readonly Node[]): Promise<Node> {
  const ranges = (await Promise.any(nodes.map(({ ask }) => ask('CLUSTER', 'SLOTS')))) as Range[];
  const [, , master] = ranges.find(([from, to]) => from <= slot && slot <= to) ?? [];
  const found = nodes.find(({ process }) => process.port === master?.[1]);
  if (!found) throw new Error(`nobody has slot ${slot}`);
  return found;
}
