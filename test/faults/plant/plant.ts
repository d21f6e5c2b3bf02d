import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { urlVariable } from '@lianyi/shared/subgraph/subgraph-config';
import { freePort } from '@lianyi/shared/testing/free-port';
import { testFolder } from '../../support/folder';
import { ProgramProcess } from '../../support/process';
import { runToEnd } from '../../support/run-to-end';
import { type Door, openDoor } from './door';

export type PartName = 'gateway' | SubgraphName;

export interface PlantOptions {
  readonly topology: 'apart' | 'one process';
  /** Residents of the demo county. */
  readonly patients: number;
  /** Milliseconds a part may take to answer another. */
  readonly timeoutMs: number;
  /** Added to the environment of every part: a database server, a Redis. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the databases lie; a folder of its own where unset. */
  readonly dataDir?: string;
  /** Whether a door stands before each part (yes where unset): they cost the tests' own process time. */
  readonly doors?: boolean;
  /** Node's own flags for every part. */
  readonly execArgv?: readonly string[];
}

/** The product as processes of its own, with a door before each of them. */
export interface Plant {
  readonly topology: PlantOptions['topology'];
  /** Where clients ask: the door before the gateway, or itself. */
  readonly url: string;
  readonly front: Door;
  /** Before each subgraph; none where all run in one process. */
  readonly doors: ReadonlyMap<SubgraphName, Door>;
  readonly parts: ReadonlyMap<PartName, ProgramProcess>;
  readonly part: (name: PartName) => ProgramProcess;
  readonly door: (name: SubgraphName) => Door;
  readonly dataDir: string;
  /** For what tests keep; not where the databases lie. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  close(): Promise<void>;
}

const program = (path: string) => join(testFolder, '..', path);
/** Loaded into every part before the product; from what this part is compiled to. */
const preload = program('test/dist/faults/inside/preload.js');

/** Loads a demo county and starts every part. */
export async function startPlant(options: PlantOptions): Promise<Plant> {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-faults-'));
  const { dataDir = join(folder, 'data'), topology, timeoutMs } = options;
  mkdirSync(dataDir, { recursive: true });
  const env = {
    DATA_DIR: dataDir,
    ...{ DATABASE_URL: '', REDIS_URL: '', HL7_PORT: 'off', DEMO: 'on' },
    ...{ DEMO_PATIENTS: String(options.patients), SUBGRAPH_TIMEOUT_MS: String(timeoutMs) },
    ...{ LOG_LEVEL: 'error', ...options.env },
  };
  const { parts, doors, front, port } = await layOut({ ...options, env, folder });
  const close = async () => {
    for (const part of parts.values()) {
      part.freeze(false);
      await part.end('SIGKILL');
    }
    await Promise.all([front, ...doors.values()].map((door) => door.close()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await loadDemo(env);
    const others = [...parts].filter(([name]) => name !== 'gateway');
    await Promise.all(others.map(([, part]) => part.start()));
    await parts.get('gateway')?.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    topology,
    ...{ front, doors, parts, dataDir, folder, env, timeoutMs, close },
    url: `http://127.0.0.1:${options.doors === false ? port : front.port}`,
    part: (name) => found(parts, name),
    door: (name) => found(doors, name),
  };
}

interface Layout extends PlantOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Every part with its port and the doors of the others, not started yet. */
async function layOut({ topology, env, folder, execArgv = [], doors: withDoors = true }: Layout) {
  const parts = new Map<PartName, ProgramProcess>();
  const doors = new Map<SubgraphName, Door>();
  const ports = new Map<SubgraphName, number>();
  for (const name of topology === 'apart' ? subgraphNames : []) {
    const port = await freePort();
    ports.set(name, port);
    if (withDoors) doors.set(name, await openDoor(`http://127.0.0.1:${port}`));
  }
  const addresses = Object.fromEntries(
    [...ports].map(([name, port]) => [
      urlVariable(name),
      `http://127.0.0.1:${doors.get(name)?.port ?? port}/graphql`,
    ]),
  );
  const add = (name: PartName, path: string, port: number, health: string) =>
    parts.set(
      name,
      new ProgramProcess({
        program: program(path),
        ...{ messages: true, log: join(folder, `${name}.log`) },
        readyUrl: `http://127.0.0.1:${port}/health/${health}`,
        env: { ...env, ...addresses, PORT: String(port) },
        execArgv: ['--require', preload, ...execArgv],
      }),
    );
  for (const [name, port] of ports) add(name, `subgraphs/${name}/dist/main.js`, port, 'live');
  const port = await freePort();
  add('gateway', 'gateway/dist/main.js', port, 'ready');
  return { parts, doors, port, front: await openDoor(`http://127.0.0.1:${port}`) };
}

function found<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`this plant has no ${key}`);
  return value;
}

async function loadDemo(env: Readonly<Record<string, string>>) {
  const { code, text } = await runToEnd(program('gateway/dist/demo.js'), env);
  if (code !== 0) throw new Error(`the demo county could not be loaded: ${text}`);
}
