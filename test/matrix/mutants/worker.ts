import './switchboard';
import { rmSync } from 'node:fs';
import { makeFolder } from '../folder';
import { type MatrixViewer, viewers } from '../matrix-data';
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

/** Drops what is kept: a mutant left something behind, in a cache or a row. */
async function renew() {
  const spoiled = kept;
  kept = null;
  if (spoiled) await stop(spoiled);
}

/** Rounds so far; each is told from the others in the log. */
let rounds = 0;

/** The first difference among so many questions. */
async function askRound(matrix: RunningMatrix, order: readonly MatrixViewer[], most: number) {
  const { askReading, Enough } = await product();
  rounds += 1;
  Object.assign(matrix, { round: ` ${rounds}`, asked: 0, most });
  try {
    return await firstOf(askReading(matrix, order, false));
  } catch (error) {
    return error instanceof Enough ? null : `it does not answer: ${tell(error)}`;
  } finally {
    matrix.most = Number.POSITIVE_INFINITY;
  }
}

/**
 * Whether a mutant shows in what is read. What one left behind could show in the next: a
 * difference counts where the product itself answers the same questions as it should, else
 * where it shows in a product that is started anew.
 */
async function readWith(on: Switch, order: readonly MatrixViewer[]): Promise<string | null> {
  for (const isLast of [false, true]) {
    const { matrix } = await keptOne();
    switchTo(on);
    const difference = await askRound(matrix, order, Number.POSITIVE_INFINITY);
    switchTo({ id: 0 });
    if (difference === null) return null;
    const sound = (await askRound(matrix, order, matrix.asked)) === null;
    if (!sound) await renew();
    if (sound || isLast) return difference;
  }
  return null;
}

async function handle({ on, first, readings }: Task): Promise<Outcome> {
  const { askMade, askMatrix } = await product();
  if (on === null) return { difference: await askFresh(null, askMatrix), same: false };
  await keptOne();
  if (!switchTo(on)) return { difference: null, same: true };
  const order = [...viewers].sort(
    (one, other) => Number(first.includes(other.name)) - Number(first.includes(one.name)),
  );
  const difference = await readWith(on, order);
  if (difference !== null || readings) return { difference, same: false };
  return { difference: await askFresh(on, (made) => askMade(made, order)), same: false };
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
