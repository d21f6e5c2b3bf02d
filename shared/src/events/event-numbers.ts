import { resolve } from 'node:path';
import { readDataFile } from '../config/data-file';

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
export function readEventNumbers(path: string = standardFile): EventNumbers {
  const { body } = readDataFile(path);
  const read = names.map((name) => {
    const value = body.number(name);
    if (!Number.isInteger(value) || value < 1)
      throw body.fail(`${name} must be a whole number above 0`);
    return [name, value] as const;
  });
  // Every name of the interface stands in `names`.
  return Object.fromEntries(read) as unknown as EventNumbers;
}

/** How long to wait after so many failures in a row, in milliseconds. */
export const pauseAfter = (
  failures: number,
  { firstPauseMilliseconds, longestPauseMilliseconds }: EventNumbers,
) => Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (failures - 1));
