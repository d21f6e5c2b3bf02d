import { resolve } from 'node:path';
import { readNumbers, wholePositive } from '@lianyi/shared/config/read-numbers';

/** How the change feed is kept and read; numbers a county edits. */
export interface ChangeNumbers {
  /** Days a change is kept after it entered the feed. */
  readonly keepDays: number;
  /** Changes looked at for one page: those that are filtered out count, too. */
  readonly rowsPerPage: number;
}

const standardFile = resolve(__dirname, '../../data/changes.json');

/** The file a county edits. Throws DataFileError with its first fault. */
export const readChangeNumbers = (path: string = standardFile): ChangeNumbers =>
  readNumbers(path, ['keepDays', 'rowsPerPage'], wholePositive);
