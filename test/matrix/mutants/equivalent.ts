import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { testFolder } from '../../support/folder';
import type { Mutant } from './find-mutants';

/** A mutant that no answer can show, and why. */
export interface Equivalent {
  readonly file: string;
  readonly code: string;
  readonly what: string;
  readonly why: string;
}

export const equivalents: readonly Equivalent[] = readDataFile(
  join(testFolder, 'matrix/equivalent-mutants.json'),
)
  .body.entries('mutants', 'file')
  .flatMap((entry) =>
    entry.texts('what').map((what) => ({
      ...{ file: entry.text('file'), code: entry.optionalText('code') ?? '' },
      ...{ what, why: entry.text('why') },
    })),
  );

/** Whether the list says of a mutant that nothing can show it. */
export const isEquivalent = (mutant: Mutant) =>
  equivalents.some(
    ({ file, code, what }) => file === mutant.file && code === mutant.code && what === mutant.what,
  );

/** Lines of the list for mutants that are not there any more. */
export const outdated = (mutants: readonly Mutant[]) =>
  equivalents.filter(
    (one) =>
      !mutants.some(
        ({ file, code, what }) => file === one.file && code === one.code && what === one.what,
      ),
  );
