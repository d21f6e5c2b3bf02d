import numbers from './worker-numbers.json';

/**
 * Of worker-numbers.json. Pauses before a worker that died is replaced double from `firstPauseMs` to
 * `longestPauseMs` until one lived for `steadyMs`; `failedStarts` in a row with nobody serving end the
 * program. `changeDrainSeconds`: how long a worker that is changed still answers, at least;
 * `endWithinMs`: beyond its drain, then it is killed.
 */
export type WorkerNumbers = typeof numbers;

export const workerNumbers: WorkerNumbers = numbers;
