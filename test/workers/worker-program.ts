import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { type Ended, gatewayProgram, startProgram } from '../keys/program';

/** The product with several workers, on a data folder of its own. */
export interface WorkerProgram {
  readonly url: string;
  readonly hl7: string;
  readonly dataDir: string;
  /** Process ids of the workers that serve, the oldest first. */
  serving(): readonly number[];
  /** What it wrote. */
  said(): string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it in order. */
  end(): Promise<Ended>;
  /** Ends it at once where it still runs, and removes its folder. */
  remove(): Promise<void>;
}

interface Line {
  readonly part?: string;
  readonly msg?: string;
  readonly pid?: number;
}

const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

/** `program` is the gateway's, from the root of the product. */
export async function startWorkers(
  env: Readonly<Record<string, string>> = {},
  program = gatewayProgram,
): Promise<WorkerProgram> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-workers-'));
  const { child, ended } = startProgram(program, {
    DATA_DIR: dataDir,
    ...{ PORT: '0', HL7_PORT: '0', DEMO: 'on', DEMO_PATIENTS: '12' },
    ...{ WORKERS: '2', LOG_LEVEL: 'info', ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes) => {
      text += bytes;
    });
  const serving = () => {
    const pids = new Set<number>();
    for (const { part, msg, pid = 0 } of linesOf(text.slice(0, text.lastIndexOf('\n') + 1))) {
      if (part !== 'workers') continue;
      if (msg === 'a worker serves') pids.add(pid);
      if (msg === 'a worker ended') pids.delete(pid);
    }
    return [...pids];
  };
  const count = Number(env.WORKERS ?? 2);
  const serves = () => text.includes('Ctrl-C') && serving().length === count;
  await eventually(() => serves() || child.exitCode !== null, 90_000);
  const remove = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const found = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
  return {
    url: found(/GraphQL +(\S+)\/graphql/),
    ...{ hl7: found(/HL7 v2 +(\S+)/), dataDir },
    ...{ serving, remove, said: () => text },
    signal: (signal) => void child.kill(signal),
    end() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
