import numbers from './worker-numbers.json';

/**
 * Of worker-numbers.json. Pauses before a worker that died is replaced double from `firstPauseMs` to
 * `longestPauseMs` until one lived for `steadyMs`; `failedStarts` in a row with nobody serving end the
 * program. `changeDrainSeconds`: how long a worker that is changed still answers, at least;
 * `endWithinMs`: beyond its drain, then it is killed. Every `beatMs` a worker is asked whether it
 * answers; after `silentBeats` without an answer, or `startBeats` without serving, it is killed: more
 * than a long garbage collection, or a start on a slow machine, takes.
 */
export type WorkerNumbers = typeof numbers;

/** When a worker counts as hung. */
export type WatchNumbers = Pick<WorkerNumbers, 'beatMs' | 'startBeats' | 'silentBeats'>;

export const workerNumbers: WorkerNumbers = numbers;
