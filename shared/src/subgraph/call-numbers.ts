import { resolve } from 'node:path';
import { positive, readNumbers } from '../config/read-numbers';

/** How a part behind HTTP is asked, and when it is asked no more; numbers a county edits. */
export interface CallNumbers {
  /** Questions in a row that it did not answer, after which it is asked no more. */
  readonly failuresToOpen: number;
  /** How often it is then looked for. */
  readonly probeMilliseconds: number;
  readonly probeTimeoutMilliseconds: number;
  /** Second attempts that each question adds to what may be spent on them: 0.1 is one in ten. */
  readonly retriesPerRequest: number;
  /** Second attempts that may be saved up. */
  readonly retriesAtOnce: number;
  /** Time that must be left of the deadline when a question gets a connection, or is asked again. */
  readonly leastLeftMilliseconds: number;
  /** What of its time a part keeps to answer in, once what it asked itself has used up the rest. */
  readonly marginMilliseconds: number;
  /** How long a connection is kept without a question: shorter than a part that leaves still answers. */
  readonly keepIdleMilliseconds: number;
}

const names = [
  'failuresToOpen',
  'probeMilliseconds',
  'probeTimeoutMilliseconds',
  'retriesPerRequest',
  'retriesAtOnce',
  'leastLeftMilliseconds',
  'marginMilliseconds',
  'keepIdleMilliseconds',
] as const satisfies readonly (keyof CallNumbers)[];

const standardFile = resolve(__dirname, '../../data/subgraph-calls.json');

/** The file a county edits. Throws DataFileError with its first fault. */
export const readCallNumbers = (path: string = standardFile): CallNumbers =>
  readNumbers(path, names, positive);
