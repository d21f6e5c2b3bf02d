import './switchboard';
import type { Unit } from '../ask-matrix';
import { type Coverage, coveringUnits, measure } from './coverage';
import { firstDifference, type Kept, product, start, stop, tell } from './product';
import { type Switch, switchOff, switchTo } from './switchboard';

/** What a worker is asked: one mutant to switch on, or the product as it stands on the disk. */
export interface Task {
  readonly on: Switch | null;
  /** Whether the mutant is on since the product was loaded, by the environment. */
  readonly loaded: boolean;
  /** Viewers who are asked first: those the change speaks of. */
  readonly first: readonly string[];
  /** Whether what survives is not asked again from an empty database, with its writes. */
  readonly readings: boolean;
  /** Whether it is asked in the situations alone that differ most; for the whole life of a worker. */
  readonly telling: boolean;
}

/**
 * The first difference; null where nothing differs; `same` where the change changes nothing;
 * `atLoad` where it would have to be on while the product is loaded.
 */
export interface Outcome {
  readonly difference: string | null;
  readonly same: boolean;
  readonly atLoad?: boolean;
}

/** What a worker tells: its outcome, and every second in between that it lives. */
export type Told = Outcome | 'alive';

/** A product that stays up while mutants that change nothing lasting are switched on and off. */
let kept: Kept | null = null;
/** Which places each question reaches: of those that read, and of those asked from the start on. */
let reading: Coverage | null = null;
let made: Coverage | null = null;
let rounds = 0;

async function keptOne(telling: boolean) {
  const { everyReading, prepare } = await product();
  if (kept === null) {
    switchOff();
    kept = await start();
    await prepare(kept.matrix);
  }
  const units = everyReading(kept.matrix, telling);
  reading ??= await measure(units);
  rounds += 1;
  kept.matrix.round = ` ${rounds}`;
  return { units, coverage: reading };
}

/** Drops what is kept: a mutant left something behind, in a cache or a row. */
async function renew() {
  const spoiled = kept;
  kept = null;
  if (spoiled) await stop(spoiled);
}

/** The first unit that differs with a mutant on, and in what. */
async function differing(on: Switch, units: readonly Unit[]) {
  for (const unit of units) {
    switchTo(on);
    const difference = await firstDifference([unit]);
    switchOff();
    if (difference !== null) return { unit, difference };
  }
  return null;
}

/**
 * Whether a mutant shows in what is read. What one left behind could show in the next: a
 * difference counts where the product itself answers the same question as it should, else where
 * it shows in a product that is started anew.
 */
async function readWith(on: Switch, telling: boolean): Promise<string | null> {
  for (const isLast of [false, true]) {
    const { units, coverage } = await keptOne(telling);
    const found = await differing(on, coveringUnits(on, units, coverage));
    if (found === null) return null;
    const isSound = (await firstDifference([found.unit])) === null;
    if (!isSound) await renew();
    if (isSound || isLast) return found.difference;
  }
  return null;
}

/** Which places are reached by a start, a county and the writes. */
async function measureMade(telling: boolean): Promise<Coverage> {
  const { everyMade, prepare } = await product();
  switchOff();
  let own: Kept | null = null;
  try {
    return await measure(async () => {
      own = await start();
      await prepare(own.matrix);
      return everyMade(own.matrix, telling);
    });
  } finally {
    if (own) await stop(own);
  }
}

/** Asks a product that a mutant was on in from its start: so it is in its county and its writes. */
async function writeWith(on: Switch, telling: boolean): Promise<string | null> {
  made ??= await measureMade(telling);
  const coverage = made;
  return askFresh(on, async ({ matrix }) => {
    const { everyMade, prepare } = await product();
    await prepare(matrix);
    return coveringUnits(on, everyMade(matrix, telling), coverage);
  });
}

/** Started for one mutant alone. */
async function askFresh(on: Switch | null, unitsOf: (own: Kept) => Promise<readonly Unit[]>) {
  switchOff();
  if (on) switchTo(on);
  let own: Kept | null = null;
  try {
    own = await start();
    return await firstDifference(await unitsOf(own));
  } catch (error) {
    return `it does not run: ${tell(error)}`;
  } finally {
    switchOff();
    if (own) await stop(own);
  }
}

/** Asked everything: the product on the disk, or one that a mutant is on in since it was loaded. */
const askWhole = (on: Switch | null, first: readonly string[]) =>
  askFresh(on, async ({ matrix }) => {
    const { everyUnit, prepare } = await product();
    await prepare(matrix);
    return everyUnit(matrix, first);
  });

async function handle({ on, loaded, first, readings, telling }: Task): Promise<Outcome> {
  if (on === null || loaded) return { difference: await askWhole(on, first), same: false };
  const { atLoad } = await product();
  if (on.role === undefined && atLoad.has(on.site))
    return { difference: null, same: false, atLoad: true };
  await keptOne(telling);
  if (!switchTo(on)) return { difference: null, same: true };
  const difference = await readWith(on, telling);
  if (difference !== null || readings) return { difference, same: false };
  return { difference: await writeWith(on, telling), same: false };
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
