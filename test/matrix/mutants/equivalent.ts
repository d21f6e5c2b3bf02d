import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { testFolder } from '../../support/folder';
import type { Mutant } from './find-mutants';

/** Mutants that no answer can show, and why. */
export interface Equivalent {
  readonly file: string;
  /** The code that is changed; null: any of the file. */
  readonly code: string | null;
  /** Which changes of it; none: any. */
  readonly what: readonly string[];
  readonly why: string;
}

export const equivalents: readonly Equivalent[] = readDataFile(
  join(testFolder, 'matrix/equivalent-mutants.json'),
)
  .body.entries('mutants', 'file')
  .map((entry) => ({
    file: entry.text('file'),
    code: entry.optionalText('code'),
    ...{ what: entry.has('what') ? entry.texts('what') : [], why: entry.text('why') },
  }));

const isMeant = ({ file, code, what }: Equivalent, mutant: Mutant) =>
  file === mutant.file &&
  (code === null || code === mutant.code) &&
  (what.length === 0 || what.includes(mutant.what));

/** Whether the list says of a mutant that nothing can show it. */
export const isEquivalent = (mutant: Mutant) => equivalents.some((one) => isMeant(one, mutant));

/** Lines of the list for mutants that are not there any more. */
export const outdated = (mutants: readonly Mutant[]) =>
  equivalents.filter((one) => !mutants.some((mutant) => isMeant(one, mutant)));
