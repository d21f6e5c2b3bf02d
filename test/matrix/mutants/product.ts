import { rmSync } from 'node:fs';
import type { Unit } from '../ask-matrix';
import { makeFolder } from '../folder';
import type { RunningMatrix } from '../start-matrix';
import { notePlaces } from './switchboard';

/** A product that runs, and its folder. */
export interface Kept {
  readonly matrix: RunningMatrix;
  readonly dataDir: string;
}

/** Loaded after the switchboard: instrumented code asks it as it is loaded. */
async function load() {
  const atLoad = notePlaces();
  const loaded = {
    ...(await import('../start-matrix.js')),
    ...(await import('../ask-matrix.js')),
    ...(await import('../prepare.js')),
  };
  notePlaces();
  return { ...loaded, atLoad };
}

let loading: ReturnType<typeof load> | null = null;

/** The product's code, and which of its places were reached while it was loaded: they are as they were then. */
export function product() {
  loading ??= load();
  return loading;
}

export async function start(): Promise<Kept> {
  const { startMatrix } = await product();
  const dataDir = makeFolder();
  return { dataDir, matrix: await startMatrix(dataDir) };
}

export async function stop({ matrix, dataDir }: Kept) {
  await matrix.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

export const tell = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What one of these shows that it should not, or not what it should; null where all is well. */
export async function firstDifference(units: readonly Unit[]): Promise<string | null> {
  try {
    for (const unit of units) for await (const difference of unit.ask()) return difference;
    return null;
  } catch (error) {
    return `it does not answer: ${tell(error)}`;
  }
}
