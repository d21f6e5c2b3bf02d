import { createPause } from '@lianyi/shared/time/pause';
import { findDueWalk, removeRunOut, type Walking, walkOn } from './walk-persons.service';

/** Milliseconds between two looks whether there is something to do. */
const lookEvery = 60_000;
/** Milliseconds between two steps of a walk: it has time, who works has none. */
const breath = 20;

/**
 * Removes duties that ran out and walks over all persons, at the start and whenever it is due.
 * Returns what ends it, which waits for the work in hand.
 */
export function keepLaying(walking: Walking): () => Promise<void> {
  let stopped = false;
  const pause = createPause();
  const work = async () => {
    while (!stopped && (await removeRunOut(walking))) await pause.wait(breath);
    let walk = await findDueWalk(walking);
    while (walk && !stopped) {
      walk = await walkOn(walking, walk);
      await pause.wait(breath);
    }
  };
  const keep = async () => {
    while (!stopped) {
      await work().catch((error: unknown) =>
        walking.logger.warn({ err: error }, 'the duties of follow-ups wait to be laid'),
      );
      if (!stopped) await pause.wait(lookEvery);
    }
  };
  const done = keep();
  return async () => {
    stopped = true;
    pause.cut();
    await done;
  };
}
