import './switchboard';
import { rmSync } from 'node:fs';
import { makeFolder } from '../folder';
import { viewers } from '../matrix-data';
import type { RunningMatrix } from '../start-matrix';
import { type Switch, switchTo } from './switchboard';

/** What a worker is asked: one mutant to switch on, or the product as it stands on the disk. */
export interface Task {
  readonly on: Switch | null;
  /** Viewers who are asked first: those the change speaks of. */
  readonly first: readonly string[];
  /** Whether what survives is not asked again from an empty database, with its writes. */
  readonly readings: boolean;
}

/** The first difference; null where nothing differs; `same` where the change changes nothing. */
export interface Outcome {
  readonly difference: string | null;
  readonly same: boolean;
}

/** What a worker tells: its outcome, and every second in between that it lives. */
export type Told = Outcome | 'alive';

interface Kept {
  readonly matrix: RunningMatrix;
  readonly dataDir: string;
}

// Loaded after the switchboard: instrumented code asks it as it is loaded.
const product = async () => ({
  ...(await import('../start-matrix.js')),
  ...(await import('../ask-matrix.js')),
  ...(await import('../prepare.js')),
});

async function start(): Promise<Kept> {
  const { startMatrix } = await product();
  const dataDir = makeFolder();
  return { dataDir, matrix: await startMatrix(dataDir) };
}

async function stop({ matrix, dataDir }: Kept) {
  await matrix.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function firstOf(
  differences: AsyncGenerator<string, void, undefined>,
): Promise<string | null> {
  for await (const difference of differences) return difference;
  return null;
}

const tell = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A product that stays up while mutants that change nothing lasting are switched on and off. */
let kept: Kept | null = null;

async function keptOne(): Promise<Kept> {
  if (kept) return kept;
  switchTo({ id: 0 });
  kept = await start();
  const { prepare } = await product();
  await prepare(kept.matrix);
  return kept;
}

/** Started for one mutant alone, so that its start, its county and its writes are changed too. */
async function askFresh(
  on: Switch | null,
  ask: (matrix: RunningMatrix) => AsyncGenerator<string, void, undefined>,
): Promise<string | null> {
  switchTo(on ?? { id: 0 });
  let own: Kept | null = null;
  try {
    own = await start();
    return await firstOf(ask(own.matrix));
  } catch (error) {
    return `it does not run: ${tell(error)}`;
  } finally {
    switchTo({ id: 0 });
    if (own) await stop(own);
  }
}

async function handle({ on, first, readings }: Task): Promise<Outcome> {
  const { askMade, askMatrix, askReading } = await product();
  if (on === null) return { difference: await askFresh(null, askMatrix), same: false };
  const { matrix } = await keptOne();
  if (!switchTo(on)) return { difference: null, same: true };
  const order = [...viewers].sort(
    (one, other) => Number(first.includes(other.name)) - Number(first.includes(one.name)),
  );
  try {
    const difference = await firstOf(askReading(matrix, order, false));
    if (difference !== null || readings) return { difference, same: false };
    return { difference: await askFresh(on, (made) => askMade(made, order)), same: false };
  } catch (error) {
    return { difference: `it does not answer: ${tell(error)}`, same: false };
  } finally {
    switchTo({ id: 0 });
  }
}

const tellAll = (told: Told) => process.send?.(told);

process.on('message', (task: Task) => {
  const beat = setInterval(() => tellAll('alive'), 1000);
  handle(task)
    .finally(() => clearInterval(beat))
    .then(tellAll, (error: unknown) => {
      console.error(error);
      process.exit(2);
    });
});
