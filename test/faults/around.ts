import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AtCommit, startCommitProxy } from '@lianyi/shared/testing/commit-proxy';
import type { TestMariadb } from '@lianyi/shared/testing/start-mariadb';
import { startRedis } from '@lianyi/shared/testing/start-redis';
import { startCluster } from '../cluster/start-cluster';
import type { Surroundings } from './kinds/fault';

/** Something a plant needs, to be given back at its end. */
export interface Started {
  readonly around: Surroundings;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

export const hasRedis = () => runs(process.env.TEST_REDIS_SERVER || 'redis-server', '--version');

/** A Redis that holds nothing on a disk. */
export async function withRedis(): Promise<Started> {
  const { url, client, kill, start, freeze, stop } = await startRedis();
  const flush = async () => {
    await client.flushall();
  };
  return { around: { redis: { flush, kill, start, freeze } }, env: { REDIS_URL: url }, stop };
}

/** Three MariaDB nodes behind a proxy that sends each new connection to the first that lives. */
export async function withCluster(): Promise<Started> {
  const cluster = await startCluster();
  const [first, ...others] = cluster.nodes;
  if (!first) throw new Error('a cluster without nodes');
  let fate: AtCommit = 'pass';
  let current = others[0] ?? first;
  let kills = 0;
  let dead: TestMariadb | undefined;
  const proxy = await startCommitProxy(
    () => current.url,
    () => fate,
  );
  const killNode = async () => {
    // One at a time: two that live are a majority.
    await dead?.start();
    dead = current;
    kills += 1;
    current = others[kills % others.length] ?? first;
    await dead.kill();
  };
  return {
    around: {
      database: {
        cut: proxy.cut,
        killNode,
        atCommit: (next) => {
          fate = next;
        },
      },
    },
    env: { DATABASE_URL: proxy.url },
    async stop() {
      await proxy.close();
      await cluster.stop();
    },
  };
}

/** Megabytes of a disk that can be filled up. */
const diskSize = 160;

/** A folder on a small disk of its own; null where nothing may be mounted here. */
export function withSmallDisk(): (Started & { readonly dataDir: string }) | null {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-disk-'));
  if (!runs('mount', '-t', 'tmpfs', '-o', `size=${diskSize}m`, 'tmpfs', dataDir)) {
    rmSync(dataDir, { recursive: true });
    return null;
  }
  const filler = join(dataDir, 'filler');
  const free = () => rmSync(filler, { force: true });
  return {
    dataDir,
    ...{ around: { disk: { fill: () => fillUp(filler), free } }, env: {} },
    async stop() {
      runs('umount', dataDir);
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Writes until nothing more is taken. */
function fillUp(path: string) {
  const file = openSync(path, 'w');
  try {
    for (const bytes of [2 ** 20, 2 ** 12, 1]) {
      const block = Buffer.alloc(bytes);
      while (isTaken(file, block));
    }
  } finally {
    closeSync(file);
  }
}

function isTaken(file: number, block: Buffer): boolean {
  try {
    return writeSync(file, block) > 0;
  } catch {
    return false;
  }
}
