import { resolve } from 'node:path';
import { readNumbers, wholePositive } from '../config/read-numbers';

/** How events are sent, tried again and kept; numbers a county edits. */
export interface EventNumbers {
  /** How long events are gathered after a commit before they are sent together. */
  readonly gatherMilliseconds: number;
  /** How often a relay looks for events that nobody woke it for: those of a process that died. */
  readonly pollSeconds: number;
  /** How long one process alone sends, or consumes for a group, without saying so again. */
  readonly leaseSeconds: number;
  /** Events sent, or read, at a time. */
  readonly batch: number;
  /** The pause after a first failure; each further one doubles it, up to the longest. */
  readonly firstPauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
  /** How often a consumer is given an event that it fails on, before it becomes a dead letter. */
  readonly deliveries: number;
  /** Days that sent events, and what consumers remember, are kept. */
  readonly keepDays: number;
  /** Events the Redis stream holds, about; older ones are trimmed. */
  readonly streamLength: number;
  /** Dead letters that are held; older ones are dropped. */
  readonly deadLetters: number;
}

const names = [
  'gatherMilliseconds',
  'pollSeconds',
  'leaseSeconds',
  'batch',
  'firstPauseMilliseconds',
  'longestPauseMilliseconds',
  'deliveries',
  'keepDays',
  'streamLength',
  'deadLetters',
] as const satisfies readonly (keyof EventNumbers)[];

const standardFile = resolve(__dirname, '../../data/events.json');

/** The file a county edits. Throws DataFileError with its first fault. */
export const readEventNumbers = (path: string = standardFile): EventNumbers =>
  readNumbers(path, names, wholePositive);

/** How long to wait after so many failures in a row, in milliseconds. */
export const pauseAfter = (
  failures: number,
  { firstPauseMilliseconds, longestPauseMilliseconds }: EventNumbers,
) => Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (failures - 1));
